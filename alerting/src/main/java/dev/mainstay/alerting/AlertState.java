package dev.mainstay.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Severity;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where one alert of one service stands.
 *
 * @param reason what the condition saw last, in words; empty before anything was seen
 * @param spentBefore requests of error budget spent, by objective, when the condition became true:
 *     of up to {@link #MAX_SPENT} objectives of its service all; of more those that it is about, or
 *     the worst so many
 * @param origin null when it is an alert of a design
 */
public record AlertState(
    String service,
    String name,
    Severity severity,
    String runbook,
    String impact,
    Phase phase,
    String reason,
    Timing timing,
    Map<String, Double> spentBefore,
    @Nullable RuleOrigin origin) {

  /** Of how many objectives an alert tells what they had spent. */
  public static final int MAX_SPENT = 20;

  public AlertState {
    spentBefore = Collections.unmodifiableMap(new TreeMap<>(spentBefore));
  }

  /** One of a design. */
  public AlertState(
      String service,
      String name,
      Severity severity,
      String runbook,
      String impact,
      Phase phase,
      String reason,
      Timing timing,
      Map<String, Double> spentBefore) {
    this(service, name, severity, runbook, impact, phase, reason, timing, spentBefore, null);
  }

  /** The rule's alert, not seen yet. */
  public static AlertState inactive(String service, Alert rule) {
    return new AlertState(
        service,
        rule.name(),
        rule.severity(),
        rule.runbook(),
        rule.impact(),
        Phase.INACTIVE,
        "",
        Timing.NONE,
        Map.of());
  }

  /** The journal's subject for it: {@code alert/payment-api/database-down}. */
  public String subject() {
    return "alert/" + service + "/" + name;
  }

  public boolean isActive() {
    return phase != Phase.INACTIVE;
  }

  public AlertState with(Phase phase, Timing timing, String reason) {
    return new AlertState(
        service, name, severity, runbook, impact, phase, reason, timing, spentBefore, origin);
  }

  public AlertState withSpentBefore(Map<String, Double> spent) {
    return new AlertState(
        service, name, severity, runbook, impact, phase, reason, timing, spent, origin);
  }

  public AlertState withSeverity(Severity other) {
    return new AlertState(
        service, name, other, runbook, impact, phase, reason, timing, spentBefore, origin);
  }

  /** The same standing under the rule's present severity, runbook and impact. */
  public AlertState under(Alert rule) {
    if (severity == rule.severity()
        && runbook.equals(rule.runbook())
        && impact.equals(rule.impact())) {
      return this;
    }
    return new AlertState(
        service,
        name,
        rule.severity(),
        rule.runbook(),
        rule.impact(),
        phase,
        reason,
        timing,
        spentBefore,
        origin);
  }

  /** Resolved alerts are inactive again. */
  public enum Phase {
    INACTIVE,
    PENDING,
    FIRING
  }

  /**
   * Since when it is in its phase.
   *
   * @param since when the condition became true; null while inactive
   * @param firedAt null unless firing
   * @param clearSince since when a firing alert's condition is false, or null
   * @param unknownSince since when there is no data to judge an active alert by, or null
   */
  public record Timing(
      @Nullable Instant since,
      @Nullable Instant firedAt,
      @Nullable Instant clearSince,
      @Nullable Instant unknownSince) {
    public static final Timing NONE = new Timing(null, null, null, null);

    public static Timing pending(Instant since) {
      return new Timing(since, null, null, null);
    }

    public static Timing firing(@Nullable Instant since, @Nullable Instant firedAt) {
      return new Timing(since, firedAt, null, null);
    }

    public Timing clearSince(Instant at) {
      return new Timing(since, firedAt, at, null);
    }

    public Timing unknownSince(Instant at) {
      return new Timing(since, firedAt, null, at);
    }
  }
}
