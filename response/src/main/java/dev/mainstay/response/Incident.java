package dev.mainstay.response;

import dev.mainstay.alerting.RuleOrigin;
import dev.mainstay.design.Alert.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that hurts a service's users and that people must know of.
 *
 * @param id {@code INC-7}, unique for ever
 * @param team that owns the service
 * @param severity the highest of its alerts so far
 * @param title one sentence
 * @param commander who acknowledged it, or null
 * @param alerts in the order in which they joined, at most {@value #MAX_ALERTS}
 * @param cause what probably caused it, or null
 * @param notes oldest first, at most {@value #MAX_NOTES}
 * @param budget error budget spent by the service's objectives, as known so far
 */
public record Incident(
    String id,
    String service,
    String team,
    Severity severity,
    String title,
    Phase phase,
    @Nullable String commander,
    Timestamps at,
    List<IncidentAlert> alerts,
    @Nullable SuspectedCause cause,
    Escalation escalation,
    List<Note> notes,
    List<BudgetSpent> budget) {

  public static final int MAX_ALERTS = 100;
  public static final int MAX_NOTES = 200;

  /**
   * Of how many objectives it is told what it cost. Of a service that has more they are those that
   * its alerts tell of, the worst first.
   */
  public static final int MAX_BUDGETS = 100;

  public Incident {
    alerts = List.copyOf(alerts);
    notes = List.copyOf(notes);
    budget = List.copyOf(budget);
  }

  /** How far the response has come. Mitigated: users are no longer hurt. Resolved: it is over. */
  public enum Phase {
    OPEN,
    ACKNOWLEDGED,
    MITIGATED,
    RESOLVED
  }

  /** The journal's subject for it: {@code incident/INC-7}. */
  public String subject() {
    return "incident/" + id;
  }

  public boolean isOpen() {
    return phase != Phase.RESOLVED;
  }

  /** Whether all that opened it is over: every alert resolved, a condemned release taken back. */
  public boolean isQuiet() {
    return alerts.stream().allMatch(alert -> alert.resolvedAt() != null)
        && (cause == null || !cause.condemned() || cause.takenBackAt() != null);
  }

  /** Whether nobody has taken it yet and users are still hurt, so that escalation goes on. */
  public boolean escalates() {
    return phase == Phase.OPEN && at.acknowledgedAt() == null;
  }

  public Times times() {
    return new Times(
        between(at.startedAt(), at.openedAt()),
        between(at.openedAt(), at.acknowledgedAt()),
        between(at.openedAt(), at.mitigatedAt()),
        between(at.openedAt(), at.resolvedAt()));
  }

  private static @Nullable Duration between(@Nullable Instant from, @Nullable Instant to) {
    if (from == null || to == null) {
      return null;
    }
    Duration length = Duration.between(from, to);
    return length.isNegative() ? Duration.ZERO : length;
  }

  /**
   * When what was reached.
   *
   * @param startedAt when the first alert's condition became true, or null when it is not known
   * @param openedAt when it was detected: the first alert fired
   * @param quietUntil when it resolves if all stays quiet; null unless all is quiet
   */
  public record Timestamps(
      @Nullable Instant startedAt,
      Instant openedAt,
      @Nullable Instant acknowledgedAt,
      @Nullable Instant mitigatedAt,
      @Nullable Instant resolvedAt,
      @Nullable Instant quietUntil) {}

  /**
   * How long the response took; each null until reached.
   *
   * @param detect from the condition to the detection
   * @param acknowledge from the detection
   * @param mitigate from the detection
   * @param resolve from the detection; includes the quiet period
   */
  public record Times(
      @Nullable Duration detect,
      @Nullable Duration acknowledge,
      @Nullable Duration mitigate,
      @Nullable Duration resolve) {}

  /**
   * An alert that belongs to it.
   *
   * @param since when its condition became true
   * @param resolvedAt null while it fires
   * @param origin null when it is an alert of a design
   */
  public record IncidentAlert(
      String name,
      Severity severity,
      String impact,
      String runbook,
      String reason,
      Instant since,
      Instant firedAt,
      @Nullable Instant resolvedAt,
      @Nullable RuleOrigin origin) {

    /** Whether that is this alert: a design's and a rule file's may have the same name. */
    public boolean is(String other, boolean ofRule) {
      return name.equals(other) && ofRule == (origin != null);
    }

    public IncidentAlert resolved(@Nullable Instant resolved) {
      return new IncidentAlert(
          name, severity, impact, runbook, reason, since, firedAt, resolved, origin);
    }
  }

  /**
   * A deployment that was in progress when it began, or ended shortly before.
   *
   * @param deployment id
   * @param version that it brought, or the empty string when not known
   * @param why one sentence
   * @param sequence of the journal entry that says so
   * @param condemned whether its judge condemned it
   * @param takenBackAt when a condemned release was off all traffic, or null
   */
  public record SuspectedCause(
      String deployment,
      String version,
      String why,
      long sequence,
      boolean condemned,
      @Nullable Instant takenBackAt) {}

  /**
   * Who is paged when; deadlines are absolute.
   *
   * @param steps in order of their deadlines
   */
  public record Escalation(List<Step> steps) {
    public Escalation {
      steps = List.copyOf(steps);
    }

    /** The first step not taken yet. */
    public Optional<Step> next() {
      return steps.stream().filter(step -> step.takenAt() == null).findFirst();
    }

    /** Everyone paged so far, each once, in order. */
    public List<String> paged() {
      return steps.stream().flatMap(step -> step.paged().stream()).distinct().toList();
    }
  }

  /**
   * One step of the escalation.
   *
   * @param after the incident opened, by the policy
   * @param dueAt the same as an instant; later while the incident's alerts wait to be announced
   * @param targets {@code on-call}, {@code next-on-call}, {@code secondary} or names, resolved when
   *     it is taken
   * @param takenAt null until taken
   * @param paged names of the people it paged
   */
  public record Step(
      Duration after,
      Instant dueAt,
      List<String> targets,
      @Nullable Instant takenAt,
      List<String> paged) {
    public Step {
      targets = List.copyOf(targets);
      paged = List.copyOf(paged);
    }
  }

  public record Note(Instant at, String by, String text) {}

  /**
   * Error budget of one objective.
   *
   * @param spentBefore requests spent when it began
   * @param spent requests spent at the latest look
   * @param remaining share of the budget left at the latest look; NaN when not known
   */
  public record BudgetSpent(String objective, double spentBefore, double spent, double remaining) {
    /** Requests spent while it lasted. */
    public double during() {
      return Math.max(0, spent - spentBefore);
    }
  }
}
