package dev.mainstay.cli;

import dev.mainstay.kernel.Scheduler;
import dev.mainstay.kernel.SystemScheduler;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
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
  private static final int MOST_UNANSWERED = 20;
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

  @Option(
      names = "--repair",
      paramLabel = "WHAT",
      description = "It makes the service more reliable: what it mends; goes ahead in a freeze")
  private @Nullable String repair;

  @Option(
      names = "--override",
      paramLabel = "REASON",
      description =
          "Go ahead although a used up error budget freezes releases; kept with your name")
  private @Nullable String override;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    JsonNode release =
        api.get("/releases/" + Api.segment(service) + "?version=" + Api.segment(version));
    if (release.path("verdict").asString().equals("warn")) {
      out.println("watch out:");
      release.path("reasons").forEach(reason -> out.println("  " + reason.asString()));
    }
    var body = new TreeMap<>(Map.of("service", service, "version", version, "by", api.by()));
    if (repair != null) {
      body.put("repair", repair);
    }
    if (override != null) {
      body.put("override", override);
    }
    JsonNode started = api.post("/deployments", body);
    String id = started.path("id").asString();
    out.println(id + ": " + started.path("sentence").asString());
    out.println(api.server() + "/deployments/" + id);
    out.flush();
    if (!wait) {
      return 0;
    }
    var told = new AtomicReference<>(stage(started));
    var over = new CompletableFuture<String>();
    var unanswered = new AtomicInteger();
    try (Scheduler scheduler = new SystemScheduler()) {
      scheduler.every(
          POLL,
          "watch " + id,
          () -> {
            try {
              JsonNode now = api.get("/deployments/" + Api.segment(id)).path("deployment");
              unanswered.set(0);
              String stage = stage(now);
              if (!stage.equals(told.getAndSet(stage))) {
                out.println(id + ": " + now.path("sentence").asString());
                out.flush();
              }
              if (OVER.contains(now.path("state").asString())) {
                over.complete(now.path("state").asString());
              }
            } catch (ApiException e) {
              // A server that restarts is back soon, and the rollout goes on without us.
              if (unanswered.incrementAndGet() >= MOST_UNANSWERED) {
                over.completeExceptionally(e);
              }
            }
          });
      return over.join().equals("promoted") ? 0 : Main.NO;
    } catch (CompletionException e) {
      throw e.getCause() instanceof ApiException cause ? cause : e;
    }
  }

  private static String stage(JsonNode deployment) {
    return deployment.path("state").asString() + deployment.path("step").asString();
  }
}
