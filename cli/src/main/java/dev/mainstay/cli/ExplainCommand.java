package dev.mainstay.cli;

import dev.mainstay.design.Explanations;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mainstay explain}: what a code means. */
@Command(
    name = "explain",
    description = "Explains a problem's code with an example and its mending.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "CODE", description = "Such as MS-T001")
  private String code = "";

  @Override
  public Integer call() {
    var text = Explanations.of(code);
    if (text.isEmpty()) {
      throw new ApiException("no check has the code " + code + " (expected: such as MS-T001)");
    }
    spec.commandLine().getOut().println(text.get());
    return 0;
  }
}
