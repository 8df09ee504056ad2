package dev.mainstay.cli;

import dev.mainstay.design.Explanation;
import dev.mainstay.design.Explanations;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mainstay explain}: what a code means; without one, all codes. */
@Command(
    name = "explain",
    description =
        "Explains a problem's code with an example and its mending; without a code, lists all.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "CODE", description = "Such as MS-T001")
  private @Nullable String code;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    out.print(code == null ? all() : one(code));
    out.flush();
    return 0;
  }

  private static String one(String code) {
    return Explanations.find(code)
        .orElseThrow(() ->
            new ApiException(
                "no check has the code "
                    + code
                    + Explanations.nearest(code)
                        .map(near -> " (did you mean " + near + "?)")
                        .orElse(" (`mainstay explain` lists all)")))
        .forTerminal(Terminal.width(), Terminal.colour());
  }

  private static String all() {
    var text = new StringBuilder();
    Explanations.byFamily()
        .forEach((family, explanations) -> {
          text.append(text.isEmpty() ? "" : "\n").append(family).append('\n');
          for (Explanation each : explanations) {
            text.append("  ").append(each.code()).append("  ").append(each.title()).append('\n');
          }
        });
    return text.toString();
  }
}
