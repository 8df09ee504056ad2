package dev.mainstay.cli;

import dev.mainstay.alerting.rules.RuleFiles;
import dev.mainstay.kernel.Problem;
import dev.mainstay.server.NamedTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mainstay rules check FILE…}. */
@Command(
    name = "check",
    description = "Finds everything that is wrong with rule files, each with its place.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing wrong, or only warnings",
      "1:errors, or warnings with --strict",
      "2:a file cannot be read"
    },
    mixinStandardHelpOptions = true)
final class RulesCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Rule files, their folders, or patterns such as 'rules/*.yaml'")
  private List<String> files = new ArrayList<>();

  @Mixin private RulesOptions options = new RulesOptions();

  @Option(names = "--strict", description = "Warnings fail too")
  private boolean strict;

  @Override
  public Integer call() {
    NamedTexts read = NamedTexts.read(files);
    RuleFiles rules = RuleFiles.read(read.texts(), options.dialect(), options.generated());
    List<Problem> problems = new ArrayList<>(read.problems());
    problems.addAll(rules.problems());
    long count = rules.groups().stream().mapToLong(group -> group.rules().size()).sum();
    String summary =
        "%s in %s of %s"
            .formatted(
                RulesOutcome.counted(count, "good rule"),
                RulesOutcome.counted(rules.groups().size(), "group"),
                RulesOutcome.counted(read.texts().size(), "file"));
    new RulesOutcome(problems, read.texts(), summary)
        .tell(options.format(), spec.commandLine().getOut());
    if (!read.problems().isEmpty()) {
      return Main.BAD_INPUT;
    }
    return rules.hasErrors() || (strict && !problems.isEmpty()) ? Main.NO : 0;
  }
}
