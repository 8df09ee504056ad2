package dev.mainstay.cli;

import dev.mainstay.design.DesignDiff;
import dev.mainstay.design.DesignResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mainstay design diff}: what a change means. */
@Command(
    name = "diff",
    description = "Tells what a change of designs means for promises, risk and cost.",
    mixinStandardHelpOptions = true)
final class DesignDiffCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "OLD", description = "A design file or a folder of them")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "A design file or a folder of them")
  private Path after = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json; default text",
      converter = TextOrJson.Converter.class)
  private TextOrJson format = TextOrJson.TEXT;

  @Override
  public Integer call() {
    Optional<DesignResult> old = ReadDesigns.readQuietly(List.of(before), spec.commandLine());
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
}
