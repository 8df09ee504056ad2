package dev.mainstay.server.internal.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service at a glance. */
public record ServiceView(
    String name,
    String summary,
    String criticality,
    String owner,
    Health health,
    String sentence,
    Current current,
    List<ObjectiveView> objectives,
    List<String> modes,
    List<Instance> instances,
    List<AlertView> alerts) {

  /** Latencies in seconds; null is unknown. */
  public record Current(
      @Nullable Double requestsPerSecond,
      @Nullable Double errorRatio,
      @Nullable Double p50,
      @Nullable Double p95,
      @Nullable Double p99,
      @Nullable Double inFlight) {}

  public record Instance(
      String id,
      String version,
      String address,
      @Nullable Long pid,
      String state,
      @Nullable Instant startedAt) {}

  public record AlertView(
      String service,
      String name,
      String state,
      String severity,
      Instant since,
      String reason,
      String runbook,
      String impact) {}
}
