package dev.mainstay.cli;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code mainstay rollback}: takes the rollout in progress back. */
@Command(
    name = "rollback",
    description = "Takes a rollout back: all traffic returns to the previous version.",
    mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {
  private static final Set<String> RUNNING = Set.of("starting", "baking", "promoting");

  @Mixin private Api api = new Api();
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DEPLOYMENT|SERVICE", description = "Such as DEP-3, or a service's name")
  private String target = "";

  @Option(names = "--reason", description = "For the timeline", defaultValue = "asked for by hand")
  private String reason = "";

  @Override
  public Integer call() {
    JsonNode back =
        api.post(
            "/deployments/" + Api.segment(deployment()) + "/rollback",
            Map.of("by", api.by(), "note", reason));
    spec.commandLine()
        .getOut()
        .println(back.path("id").asString() + ": " + back.path("sentence").asString());
    return 0;
  }

  private String deployment() {
    for (JsonNode deployment :
        api.get("/deployments?service=" + Api.segment(target) + "&limit=10")) {
      if (RUNNING.contains(deployment.path("state").asString())) {
        return deployment.path("id").asString();
      }
    }
    return target;
  }
}
