package dev.mainstay.design.internal.exports.kubernetes;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Dependency.Breaker;
import dev.mainstay.design.Dependency.Retry;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Export;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.exports.Carrier;
import dev.mainstay.design.internal.exports.Yml;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a service calls its dependencies, for an Istio mesh. It replaces what the toolkit does inside
 * the service: both together would multiply the attempts.
 */
public final class Mesh {
  private static final String API = "networking.istio.io/v1beta1";

  private final Service service;
  private final Carrier carrier;

  private Mesh(Service service, Designs designs) {
    this.service = service;
    this.carrier = Carrier.of(service, designs);
  }

  public static Export of(Designs designs) {
    return Carrier.all(
        designs.services().stream()
            .filter(service -> !service.dependencies().isEmpty())
            .map(service -> new Mesh(service, designs).export(designs))
            .toList());
  }

  private Export export(Designs designs) {
    var objects = new ArrayList<Yml>();
    for (Dependency dependency : service.dependencies()) {
      String path = path(dependency);
      if (designs.service(dependency.name()).isEmpty()) {
        carrier.note(path, "a design names no host: here it is " + dependency.name());
      }
      objects.add(destination(dependency));
      if (isHttp(dependency)) {
        objects.add(route(dependency));
      } else {
        carrier.note(
            path + "/timeout", "not HTTP: a mesh cannot bound its calls, the service must");
        if (dependency.retry() != null) {
          carrier.note(
              path + "/retry", "not HTTP: a mesh cannot repeat its calls, the service must");
        }
      }
      if (dependency.onFailure() instanceof Dependency.OnFailure.Degrade) {
        carrier.note(path + "/onFailure", "left out: a mesh does not degrade, the service must");
      }
    }
    carrier.note(
        "dependencies",
        "a service that embeds the toolkit already does this: with both, attempts multiply");
    var file =
        carrier.yaml(
            service.name() + ".istio.yaml",
            "How %s calls others".formatted(service.name()),
            objects);
    return carrier.export(List.of(file));
  }

  private static boolean isHttp(Dependency dependency) {
    return switch (dependency.kind()) {
      case SERVICE, EXTERNAL_API, STORAGE -> true;
      case DATABASE, CACHE, QUEUE -> false;
    };
  }

  private String path(Dependency dependency) {
    return "dependencies/" + dependency.name();
  }

  private String name(Dependency dependency) {
    return service.name() + "-to-" + dependency.name();
  }

  private Yml workload() {
    return Yml.of("matchLabels", Yml.of(Objects.NAME, service.name()));
  }

  private Yml destination(Dependency dependency) {
    Yml traffic = Yml.of();
    Yml pool = pool(dependency);
    if (!pool.isEmpty()) {
      traffic.with("connectionPool", pool);
    }
    Breaker breaker = dependency.breaker();
    if (breaker != null) {
      traffic.with("outlierDetection", outliers(dependency, breaker));
    }
    Yml spec = Yml.of("host", dependency.name()).with("workloadSelector", workload());
    if (!traffic.isEmpty()) {
      spec.with("trafficPolicy", traffic);
    }
    return Objects.object(API, "DestinationRule", name(dependency), service).with("spec", spec);
  }

  private Yml pool(Dependency dependency) {
    String path = path(dependency);
    Integer bulkhead = dependency.bulkhead();
    Dependency.Pool connections = dependency.pool();
    Yml pool = Yml.of();
    if (connections != null) {
      carrier.carries(path + "/pool/size");
      carrier.note(path + "/pool/wait", "left out: a mesh has no wait for a free connection");
      pool.with("tcp", Yml.of("maxConnections", connections.size()));
    } else if (bulkhead != null) {
      pool.with("tcp", Yml.of("maxConnections", bulkhead));
    }
    if (bulkhead != null) {
      carrier.carries(path + "/bulkhead");
      if (isHttp(dependency)) {
        pool.with(
            "http", Yml.of("http2MaxRequests", bulkhead).with("http1MaxPendingRequests", bulkhead));
      }
    }
    return pool;
  }

  /** A mesh counts failures in a row, not their share. */
  private Yml outliers(Dependency dependency, Breaker breaker) {
    String path = path(dependency) + "/breaker";
    int inARow =
        Math.max(1, (int) Math.ceil(breaker.failures().asFraction() * breaker.of() - 1e-9));
    carrier.carries(path);
    carrier.note(
        path,
        "%s of %d calls became %d failures in a row"
            .formatted(breaker.failures(), breaker.of(), inARow));
    return Yml.of("consecutive5xxErrors", inARow)
        .with("interval", "1s")
        .with("baseEjectionTime", millis(breaker.openFor()))
        .with("maxEjectionPercent", 100);
  }

  private Yml route(Dependency dependency) {
    String path = path(dependency);
    Yml http = Yml.of("route", List.of(Yml.of("destination", Yml.of("host", dependency.name()))));
    carrier.carries(path + "/timeout");
    Retry retry = dependency.retry();
    if (retry == null) {
      http.with("timeout", millis(dependency.timeout())).with("retries", Yml.of("attempts", 0));
    } else {
      retries(dependency, retry, http);
    }
    return Objects.object(API, "VirtualService", name(dependency), service)
        .with("spec", Yml.of("hosts", List.of(dependency.name())).with("http", List.of(http)));
  }

  private void retries(Dependency dependency, Retry retry, Yml http) {
    String path = path(dependency) + "/retry";
    Duration whole = retry.within() == null ? service.http().deadline() : retry.within();
    Duration attempt = dependency.timeout();
    long fit = Math.max(1, whole.toNanos() / attempt.toNanos());
    int attempts = (int) Math.min(retry.attempts(), fit);
    carrier.carries(path);
    if (attempts < retry.attempts()) {
      carrier.note(
          path + "/attempts",
          "%d became %d: %d x %s is more than %s"
              .formatted(
                  retry.attempts(),
                  attempts,
                  retry.attempts(),
                  Durations.format(attempt),
                  Durations.format(whole)));
    }
    carrier.note(
        path, "waits, jitter and budget are the mesh's own: 25ms doubling with full jitter");
    if (retry.key() == null) {
      carrier.note(path + "/key", "not written: only calls that were never sent are repeated");
    }
    Yml policy = Yml.of("attempts", attempts - 1);
    if (attempts > 1) {
      policy
          .with("perTryTimeout", millis(attempt))
          .with(
              "retryOn",
              retry.key() == null
                  ? "connect-failure,refused-stream"
                  : "5xx,reset,connect-failure,refused-stream");
    }
    http.with("timeout", millis(whole)).with("retries", policy);
  }

  private static String millis(Duration duration) {
    long millis = Math.max(1, Math.ceilDiv(duration.toNanos(), 1_000_000L));
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
