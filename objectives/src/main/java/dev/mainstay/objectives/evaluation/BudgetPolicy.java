package dev.mainstay.objectives.evaluation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a budget: below {@code warnBelow} a change goes ahead with a warning, with
 * nothing left only changes that make the service more reliable do, and others with an exception
 * that enough people approved. Immutable; deciding is arithmetic on what is in memory.
 *
 * @param warnBelow share of the budget; exactly as much is no reason yet
 * @param criticalBelow share of the budget, at most {@code warnBelow}
 * @param approvals people that have to approve an exception, not counting who asked for it
 */
public record BudgetPolicy(double warnBelow, double criticalBelow, int approvals) {
  /** Half of the budget, a fifth of it, one other person. */
  public static final BudgetPolicy DEFAULT = new BudgetPolicy(0.5, 0.2, 1);

  public BudgetPolicy {
    if (!(warnBelow <= 1) || !(criticalBelow <= warnBelow) || !(criticalBelow >= 0)) {
      throw new IllegalArgumentException(
          "budget policy: warn below %s, critical below %s (expected: 0 <= critical <= warn <= 1)"
              .formatted(warnBelow, criticalBelow));
    }
    if (approvals < 1) {
      throw new IllegalArgumentException(
          "budget policy: " + approvals + " approvals (expected: >= 1)");
    }
  }

  /** How much is left, in words. */
  public enum Level {
    UNKNOWN,
    HEALTHY,
    WARNING,
    CRITICAL,
    EXHAUSTED
  }

  /** What may be done. */
  public enum Verdict {
    ALLOW,
    WARN,
    FREEZE
  }

  /**
   * A change that asks.
   *
   * @param reliability whether it makes the service more reliable: a repair, a rollback
   */
  public record Change(String service, String name, boolean reliability) {}

  /**
   * Leave to change in spite of a freeze.
   *
   * @param change the change's name
   * @param until excluded
   */
  public record Waiver(
      String service,
      String change,
      String reason,
      String askedBy,
      Set<String> approvedBy,
      Instant until) {
    public Waiver {
      approvedBy = Set.copyOf(approvedBy);
    }
  }

  /**
   * The answer.
   *
   * @param reasons a line each, the decisive one first
   */
  public record Decision(Verdict verdict, List<String> reasons) {
    public Decision {
      reasons = List.copyOf(reasons);
    }
  }

  public Level level(SloStatus status) {
    double remaining = status.budget().remaining();
    if (status.unknown() != null || Double.isNaN(remaining)) {
      return Level.UNKNOWN;
    }
    if (remaining <= 0) {
      return Level.EXHAUSTED;
    }
    if (remaining < criticalBelow) {
      return Level.CRITICAL;
    }
    return remaining < warnBelow ? Level.WARNING : Level.HEALTHY;
  }

  /** Whether a change may go ahead. Objectives of other services do not count. */
  public Decision decide(
      Change change, List<SloStatus> objectives, List<Waiver> exceptions, Instant now) {
    var exhausted = new ArrayList<String>();
    var low = new ArrayList<String>();
    for (SloStatus status : objectives) {
      if (status.service().equals(change.service)) {
        switch (level(status)) {
          case EXHAUSTED -> exhausted.add(line(status));
          case CRITICAL, WARNING -> low.add(line(status));
          case UNKNOWN -> low.add(status.name() + ": not known, " + status.unknown());
          case HEALTHY -> {}
        }
      }
    }
    if (exhausted.isEmpty()) {
      return low.isEmpty()
          ? new Decision(Verdict.ALLOW, List.of("every objective has budget left"))
          : new Decision(Verdict.WARN, low);
    }
    var reasons = new ArrayList<String>();
    Verdict verdict = inFreeze(change, exceptions, now, reasons);
    reasons.addAll(exhausted);
    reasons.addAll(low);
    return new Decision(verdict, reasons);
  }

  private Verdict inFreeze(
      Change change, List<Waiver> exceptions, Instant now, List<String> reasons) {
    if (change.reliability) {
      reasons.add("a change for reliability goes ahead in a freeze");
      return Verdict.WARN;
    }
    for (Waiver exception : exceptions) {
      if (exception.service.equals(change.service) && exception.change.equals(change.name)) {
        String refusal = refusal(exception, now);
        if (refusal == null) {
          reasons.add(
              "exception until %s: %s, approved by %s"
                  .formatted(
                      exception.until,
                      exception.reason,
                      String.join(", ", new TreeSet<>(exception.approvedBy))));
          return Verdict.WARN;
        }
        reasons.add(refusal);
      }
    }
    reasons.addFirst("a budget is used up: only changes for reliability until there is some again");
    return Verdict.FREEZE;
  }

  private @Nullable String refusal(Waiver exception, Instant now) {
    if (!now.isBefore(exception.until)) {
      return "the exception ended at " + exception.until;
    }
    long others =
        exception.approvedBy.stream().filter(who -> !who.equals(exception.askedBy)).count();
    return others >= approvals
        ? null
        : "the exception has %d approvals by others than %s (expected: %d)"
            .formatted(others, exception.askedBy, approvals);
  }

  private static String line(SloStatus status) {
    SloStatus.Budget budget = status.budget();
    return status.name()
        + ": "
        + tenths(budget.remaining() * 100)
        + " % of the budget left, "
        + tenths(budget.remainingMinutes())
        + " of "
        + tenths(budget.allowedMinutes())
        + " minutes";
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
