package dev.mainstay.cli;

import dev.mainstay.alerting.rules.GeneratedRules;
import dev.mainstay.design.Diagnostics;
import dev.mainstay.design.Sources;
import dev.mainstay.kernel.Problem;
import dev.mainstay.server.NamedTexts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mainstay rules generate FILE…}. */
@Command(
    name = "generate",
    description = {
      "Writes the Prometheus rules that Sloth and Pyrra make of their specifications:",
      "the same groups, series and alerts."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the rules are written",
      "1:a specification has errors; nothing is written",
      "2:a file cannot be read or written"
    },
    mixinStandardHelpOptions = true)
final class RulesGenerateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Specifications, their folders, or patterns such as 'slos/*.yaml'")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the rule file goes; default: what is printed")
  private @Nullable Path out;

  @Mixin private SlothOptions sloth = new SlothOptions();

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      description = "A label that all of Sloth's series get; repeat it for more")
  private Map<String, String> labels = new TreeMap<>();

  @Option(
      names = "--generic-rules",
      description = "Also the series that Pyrra's Grafana dashboards read")
  private boolean generic;

  @Mixin private PromqlOptions promql = new PromqlOptions();

  @Override
  public Integer call() {
    NamedTexts read = NamedTexts.read(files);
    GeneratedRules rules = GeneratedRules.of(read.texts(), options(), promql.dialect());
    List<Problem> problems = new ArrayList<>(read.problems());
    problems.addAll(rules.problems());
    if (!problems.isEmpty()) {
      tell(
          Diagnostics.render(
              problems, new Sources(read.texts()), Terminal.width(), Terminal.colour()));
    }
    if (!read.problems().isEmpty()) {
      return Main.BAD_INPUT;
    }
    return problems.stream().anyMatch(Problem::isError) ? Main.NO : write(rules.text());
  }

  private GeneratedRules.Options options() {
    return new GeneratedRules.Options(sloth.period(), new TreeMap<>(labels), generic);
  }

  private int write(String text) {
    Path file = out;
    if (file == null) {
      PrintWriter print = spec.commandLine().getOut();
      print.print(text);
      print.flush();
      return 0;
    }
    try {
      WholeFile.write(file, text);
      return 0;
    } catch (IOException e) {
      tell("mainstay: %s: cannot be written: %s%n".formatted(file, e));
      return Main.BAD_INPUT;
    }
  }

  private void tell(String text) {
    PrintWriter err = spec.commandLine().getErr();
    err.print(text);
    err.flush();
  }
}
