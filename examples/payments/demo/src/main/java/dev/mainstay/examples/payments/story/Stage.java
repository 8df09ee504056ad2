package dev.mainstay.examples.payments.story;

import dev.mainstay.examples.payments.demo.EmbeddedPostgres;
import dev.mainstay.examples.payments.demo.EmbeddedRedis;
import dev.mainstay.examples.payments.demo.MailInbox;
import dev.mainstay.examples.payments.demo.ServerProcess;
import dev.mainstay.examples.payments.demo.WebhookReceiver;
import dev.mainstay.examples.payments.load.Interval;
import dev.mainstay.examples.payments.load.LoadGenerator;
import dev.mainstay.examples.payments.load.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The running system, as the chapters reach it.
 *
 * @param dataFolder of the demo
 */
public record Stage(
    Mainstay mainstay,
    LoadGenerator load,
    Machines machines,
    Inboxes inboxes,
    Promises promises,
    Path dataFolder,
    TimeSource time) {

  /** What can be broken and mended. */
  public record Machines(EmbeddedPostgres postgres, EmbeddedRedis redis, ServerProcess server) {
    void restartServer() {
      server.start();
    }

    long serverPid() {
      return server.pid().orElseThrow(() -> new ChapterException("Mainstay does not run"));
    }
  }

  /** Where pages arrive. */
  public record Inboxes(WebhookReceiver webhook, MailInbox mail) {}

  static final String SERVICE = "payment-api";

  Patience patience() {
    return new Patience(time);
  }

  void pause(Duration length) {
    patience().pause(length);
  }

  Instant now() {
    return time.now();
  }

  Interval load(Instant from, Instant to) {
    return load.results().interval(from, to);
  }

  JsonNode service() {
    return mainstay.get("/services/" + SERVICE);
  }

  /** {@code host:port} of the service's ready or unready instances. */
  List<String> instances() {
    var addresses = new ArrayList<String>();
    for (JsonNode instance : service().path("service").path("instances")) {
      addresses.add(instance.path("address").asString());
    }
    return addresses;
  }

  /** Whether every instance answers a probe with this status. */
  boolean allAnswer(List<String> addresses, String path, int status) {
    return addresses.stream().allMatch(each -> mainstay.status("http://" + each + path) == status);
  }

  /** Whether a line of the instance's exposition reads exactly so. */
  boolean exposes(String address, String line) {
    return mainstay.fetch("http://" + address + "/metrics").lines().anyMatch(line::equals);
  }

  Optional<JsonNode> openIncident() {
    return mainstay
        .find("/incidents?state=open")
        .flatMap(
            incidents -> incidents.isEmpty() ? Optional.empty() : Optional.of(incidents.get(0)));
  }

  JsonNode incident(String id) {
    return mainstay.get("/incidents/" + id);
  }

  Optional<JsonNode> runningDeployment() {
    return mainstay
        .find("/deployments?service=" + SERVICE + "&limit=1")
        .flatMap(each -> each.isEmpty() ? Optional.empty() : Optional.of(each.get(0)));
  }

  /**
   * Waits until the load succeeds again, so that one chapter's end is the next one's calm begin.
   */
  void calm(Duration atMost) {
    patience()
        .untilTrue(
            "calm after the fault",
            atMost,
            () -> {
              Instant end = now().minusMillis(500);
              Interval last = load(end.minusSeconds(2), end);
              return last.requests() > 0 && last.overall().failed() == 0;
            });
  }
}
