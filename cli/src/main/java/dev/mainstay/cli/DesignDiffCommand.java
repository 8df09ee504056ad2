package dev.mainstay.cli;

import dev.mainstay.design.DesignDiff;
import dev.mainstay.design.DesignResult;
import dev.mainstay.kernel.Clock;
import dev.mainstay.server.DesignFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mainstay design diff}: what a change means. */
@Command(
    name = "diff",
    description = "Tells what a change of designs means for promises, risk and cost.",
    mixinStandardHelpOptions = true)
final class DesignDiffCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..2",
      paramLabel = "PATH",
      description = {
        "Design files or folders of them: the old and the new one;",
        "with --git one, by default the folder that you are in."
      })
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--git",
      paramLabel = "REV",
      description = "Compares with what a commit, branch or tag has there.")
  private @Nullable String revision;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json; default text",
      converter = TextOrJson.Converter.class)
  private TextOrJson format = TextOrJson.TEXT;

  @Override
  public Integer call() {
    int expected = revision == null ? 2 : 1;
    if (paths.size() > expected || (revision == null && paths.size() < expected)) {
      throw new ParameterException(
          spec.commandLine(),
          revision == null
              ? "%d paths (expected: the old and the new one, or --git REV)".formatted(paths.size())
              : paths.size() + " paths (expected: at most one beside --git)");
    }
    Path after = paths.isEmpty() ? Path.of(".") : paths.getLast();
    Optional<DesignResult> old =
        revision == null
            ? ReadDesigns.readQuietly(List.of(paths.getFirst()), spec.commandLine())
            : committed(revision, after);
    Optional<DesignResult> now = ReadDesigns.readQuietly(List.of(after), spec.commandLine());
    if (old.isEmpty() || now.isEmpty()) {
      return Main.BAD_INPUT;
    }
    var diff = DesignDiff.of(old.get(), now.get());
    var out = spec.commandLine().getOut();
    out.print(format == TextOrJson.JSON ? diff.json() : diff.text());
    out.flush();
    return 0;
  }

  private Optional<DesignResult> committed(String revision, Path path) {
    try (var git = GitRevision.of(revision, path)) {
      return ReadDesigns.told(
          DesignFiles.read(List.of(git.path()), Clock.system(), git::name).result(),
          spec.commandLine());
    } catch (IOException e) {
      throw new ApiException("%s at %s: cannot be read: %s".formatted(path, revision, e));
    }
  }
}
