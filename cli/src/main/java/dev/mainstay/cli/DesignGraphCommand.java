package dev.mainstay.cli;

import dev.mainstay.design.DependencyGraph;
import dev.mainstay.design.DesignResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mainstay design graph}: what calls what, and what requests wait for. */
@Command(
    name = "graph",
    description = "Shows what calls what, circles, and what requests wait for longest.",
    mixinStandardHelpOptions = true)
final class DesignGraphCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Design files or their folders")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, mermaid, dot or json; default text",
      converter = Converter.class)
  private Format format = Format.TEXT;

  enum Format {
    TEXT,
    MERMAID,
    DOT,
    JSON
  }

  static final class Converter extends Words<Format> {
    Converter() {
      super("format", Format.class);
    }
  }

  @Override
  public Integer call() {
    Optional<DesignResult> result = ReadDesigns.read(files, spec.commandLine());
    if (result.isEmpty()) {
      return Main.BAD_INPUT;
    }
    var graph = DependencyGraph.of(result.get().read().orElseThrow());
    var out = spec.commandLine().getOut();
    out.print(
        switch (format) {
          case TEXT -> graph.text();
          case MERMAID -> graph.mermaid();
          case DOT -> graph.dot();
          case JSON -> graph.json();
        });
    out.flush();
    return 0;
  }
}
