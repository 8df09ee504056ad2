package dev.mainstay.server.internal.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known, who does what, what next. */
public record IncidentDetailView(
    IncidentView incident,
    String sentence,
    List<Alert> alerts,
    List<Page> pages,
    @Nullable Escalation escalation,
    List<EntryView> timeline,
    List<Runbook> runbooks,
    List<ObjectiveView> objectives,
    @Nullable DeploymentView suspectedCause) {

  public record Alert(
      String name,
      String severity,
      String impact,
      @Nullable String runbook,
      Instant firedAt,
      @Nullable Instant resolvedAt) {}

  public record Page(
      String deliveryId,
      String person,
      String channel,
      String state,
      int attempts,
      Instant createdAt,
      @Nullable Instant deliveredAt,
      @Nullable String error) {}

  public record Escalation(Instant at, List<String> targets) {}

  public record Runbook(String name, String markdown) {}
}
