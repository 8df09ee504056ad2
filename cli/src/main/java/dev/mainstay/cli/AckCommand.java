package dev.mainstay.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code mainstay ack}: takes an incident. */
@Command(
    name = "ack",
    description = "Takes an incident, so that its escalation stops.",
    mixinStandardHelpOptions = true)
final class AckCommand implements Callable<Integer> {
  @Mixin private Api api = new Api();
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "INCIDENT", description = "Such as INC-7")
  private String incident = "";

  @Override
  public Integer call() {
    JsonNode taken =
        api.post("/incidents/" + Api.segment(incident) + "/acknowledge", Map.of("by", api.by()));
    var out = spec.commandLine().getOut();
    out.println(
        taken.path("id").asString()
            + " is taken by "
            + Api.string(taken, "acknowledgedBy")
            + ": "
            + taken.path("title").asString());
    return 0;
  }
}
