package dev.mainstay.server.internal.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An incident at a glance. */
public record IncidentView(
    String id,
    String service,
    String severity,
    String state,
    String title,
    Instant openedAt,
    @Nullable Instant acknowledgedAt,
    @Nullable String acknowledgedBy,
    @Nullable Instant mitigatedAt,
    @Nullable Instant resolvedAt,
    @Nullable String suspectedDeployment,
    Times times) {

  /** Seconds; null until reached. */
  public record Times(
      @Nullable Double detect,
      @Nullable Double acknowledge,
      @Nullable Double mitigate,
      @Nullable Double resolve) {}
}
