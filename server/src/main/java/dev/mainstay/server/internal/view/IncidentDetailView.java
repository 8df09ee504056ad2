package dev.mainstay.server.internal.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
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
      @Nullable Instant resolvedAt,
      @Nullable Origin origin) {}

  /**
   * The rule of a rule file.
   *
   * @param series how many fired when that was told last
   * @param labels that they have in common
   */
  public record Origin(
      String file,
      String group,
      String place,
      int series,
      Map<String, String> labels,
      Map<String, String> annotations,
      @Nullable String note) {}

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
