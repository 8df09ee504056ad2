package dev.mainstay.cli;

import dev.mainstay.kernel.Scheduler;
import dev.mainstay.kernel.SystemScheduler;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code mainstay deploy}: starts a rollout, and watches it when asked. */
@Command(
    name = "deploy",
    description = "Rolls a version out as the service's design says.",
    mixinStandardHelpOptions = true)
final class DeployCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Set<String> OVER = Set.of("promoted", "rolled-back", "failed");

  @Mixin private Api api = new Api();
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "SERVICE")
  private String service = "";

  @Parameters(index = "1", paramLabel = "VERSION")
  private String version = "";

  @Option(
      names = "--wait",
      description = "Tell every change until the rollout is over; exit 1 when it was taken back")
  private boolean wait;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    JsonNode started =
        api.post("/deployments", Map.of("service", service, "version", version, "by", api.by()));
    String id = started.path("id").asString();
    out.println(id + ": " + started.path("sentence").asString());
    out.println(api.server() + "/deployments/" + id);
    out.flush();
    if (!wait) {
      return 0;
    }
    var told = new AtomicReference<>(started.path("sentence").asString());
    var over = new CompletableFuture<String>();
    try (Scheduler scheduler = new SystemScheduler()) {
      scheduler.every(
          POLL,
          "watch " + id,
          () -> {
            try {
              JsonNode now = api.get("/deployments/" + Api.segment(id)).path("deployment");
              String sentence = now.path("sentence").asString();
              if (!sentence.equals(told.getAndSet(sentence))) {
                out.println(id + ": " + sentence);
                out.flush();
              }
              if (OVER.contains(now.path("state").asString())) {
                over.complete(now.path("state").asString());
              }
            } catch (ApiException e) {
              over.completeExceptionally(e);
            }
          });
      return over.join().equals("promoted") ? 0 : Main.NO;
    } catch (java.util.concurrent.CompletionException e) {
      throw e.getCause() instanceof ApiException cause ? cause : e;
    }
  }
}
