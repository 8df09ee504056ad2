package dev.mainstay.cli;

import dev.mainstay.cli.DesignCheck.Format;
import dev.mainstay.design.SourceText;
import dev.mainstay.kernel.Problem;
import dev.mainstay.server.ScrapeTexts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mainstay scrapes check FILE…}. */
@Command(
    name = "check",
    description = "Finds everything that is wrong with scrape configurations, each with its place.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing wrong, or only warnings",
      "1:errors, or warnings with --strict",
      "2:a file cannot be read"
    },
    mixinStandardHelpOptions = true)
final class ScrapesCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Configurations in Prometheus' format, such as prometheus.yml")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, json, sarif (2.1.0) or github (workflow annotations); default text",
      converter = DesignCheckCommand.Converter.class)
  private Format format = Format.TEXT;

  @Option(names = "--strict", description = "Warnings fail too")
  private boolean strict;

  @Override
  public Integer call() {
    ScrapeTexts read = ScrapeTexts.read(files);
    String summary =
        RulesOutcome.counted(read.jobs(), "good job")
            + " in "
            + RulesOutcome.counted(read.texts().size(), "file");
    List<SourceText> quoted =
        read.texts().stream().filter(text -> !Main.maySayASecret(text)).toList();
    new RulesOutcome(read.problems(), quoted, summary).tell(format, spec.commandLine().getOut());
    if (read.unreadable() > 0) {
      return Main.BAD_INPUT;
    }
    boolean errors = read.problems().stream().anyMatch(Problem::isError);
    return errors || (strict && !read.problems().isEmpty()) ? Main.NO : 0;
  }
}
