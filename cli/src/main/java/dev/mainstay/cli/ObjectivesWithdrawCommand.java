package dev.mainstay.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mainstay objectives withdraw}: a correction no longer holds. */
@Command(
    name = "withdraw",
    description = "Takes a correction back; budgets are counted anew at once.",
    mixinStandardHelpOptions = true)
final class ObjectivesWithdrawCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Api api = new Api();

  @Parameters(paramLabel = "CORRECTION", description = "Such as COR-7")
  private String correction = "";

  @Option(names = "--because", required = true, paramLabel = "REASON")
  private String because = "";

  @Override
  public Integer call() {
    ObjectivesCorrectionsCommand.tell(
        api.post(
            "/corrections/" + Api.segment(correction) + "/withdraw",
            Map.of("by", api.by(), "reason", because)),
        api,
        spec.commandLine().getOut());
    return 0;
  }
}
