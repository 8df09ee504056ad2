package dev.mainstay.cli;

import dev.mainstay.alerting.rules.testing.RuleTests;
import dev.mainstay.design.SourceText;
import dev.mainstay.kernel.Problem;
import dev.mainstay.server.NamedTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

  @Mixin private RulesOptions options = new RulesOptions();

  @Override
  public Integer call() {
    NamedTexts read = NamedTexts.read(files);
    List<Problem> problems = new ArrayList<>(read.problems());
    List<SourceText> texts = new ArrayList<>();
    boolean unusable = !read.problems().isEmpty();
    int tests = 0;
    int failed = 0;
    for (SourceText file : read.texts()) {
      RuleTests ran =
          RuleTests.run(file, NamedTexts::beside, options.dialect(), options.generated());
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
    new RulesOutcome(problems, texts, summary).tell(options.format(), spec.commandLine().getOut());
    return unusable ? Main.BAD_INPUT : failed > 0 ? Main.NO : 0;
  }
}
