package dev.mainstay.cli;

import dev.mainstay.alerting.rules.testing.RuleTests;
import dev.mainstay.cli.DesignCheck.Format;
import dev.mainstay.design.SourceText;
import dev.mainstay.kernel.Problem;
import dev.mainstay.promql.Dialect;
import dev.mainstay.server.RuleTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mainstay rules test FILE…}. */
@Command(
    name = "test",
    description = "Runs unit tests of rules, in the format of promtool.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all tests hold",
      "1:a test does not hold",
      "2:a test file or a rule file cannot be used"
    },
    mixinStandardHelpOptions = true)
final class RulesTestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Test files, their folders, or patterns such as 'tests/*.yaml'")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, json, sarif (2.1.0) or github (workflow annotations); default text",
      converter = DesignCheckCommand.Converter.class)
  private Format format = Format.TEXT;

  @Option(
      names = "--prometheus2",
      description = "The language and semantics of Prometheus 2.42 instead of 3.x")
  private boolean prometheus2;

  static Dialect dialect(boolean prometheus2) {
    return prometheus2 ? Dialect.PROMETHEUS_2 : Dialect.PROMETHEUS_3;
  }

  @Override
  public Integer call() {
    RuleTexts read = RuleTexts.read(files);
    List<Problem> problems = new ArrayList<>(read.problems());
    List<SourceText> texts = new ArrayList<>();
    boolean unusable = !read.problems().isEmpty();
    int tests = 0;
    int failed = 0;
    for (SourceText file : read.texts()) {
      RuleTests ran = RuleTests.run(file, RuleTexts::beside, dialect(prometheus2));
      problems.addAll(ran.problems());
      texts.addAll(ran.texts());
      unusable |= ran.isUnreadable();
      tests += ran.tests();
      failed += ran.failed();
    }
    String summary =
        "%s in %s: %s"
            .formatted(
                RulesOutcome.counted(tests, "test"),
                RulesOutcome.counted(read.texts().size(), "file"),
                failed == 0 ? (tests == 0 ? "none ran" : "all hold") : failed + " failed");
    new RulesOutcome(problems, texts, summary).tell(format, spec.commandLine().getOut());
    return unusable ? Main.BAD_INPUT : failed > 0 ? Main.NO : 0;
  }
}
