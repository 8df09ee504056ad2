package dev.mainstay.objectives.evaluation;

import dev.mainstay.design.BudgetRule;
import dev.mainstay.kernel.Remainder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
 * @param freezes whether changes wait when nothing is left; else they go ahead with a warning
 * @param approvals people that have to approve an exception, not counting who asked for it
 */
public record BudgetPolicy(double warnBelow, double criticalBelow, boolean freezes, int approvals) {
  /** Half of the budget, a fifth of it, a freeze, one other person. */
  public static final BudgetPolicy DEFAULT = new BudgetPolicy(0.5, 0.2, true, 1);

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

  /** As a design or document states it. */
  public static BudgetPolicy of(BudgetRule rule) {
    double warnBelow = rule.warnBelow().asFraction();
    return new BudgetPolicy(
        warnBelow,
        Math.min(DEFAULT.criticalBelow, warnBelow),
        rule.whenUsedUp() == BudgetRule.WhenUsedUp.FREEZE,
        rule.approvals());
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
   * What is left of one objective's budget.
   *
   * @param remaining share: 1 untouched, 0 used up, negative overspent; NaN when not known
   * @param remainingMinutes of complete failure
   * @param allowedMinutes of complete failure within the window
   * @param unknown why it is not known, or null
   */
  public record Left(
      String service,
      String objective,
      double remaining,
      double remainingMinutes,
      double allowedMinutes,
      @Nullable String unknown) {
    public static Left of(SloStatus status) {
      SloStatus.Budget budget = status.budget();
      return new Left(
          status.service(),
          status.name(),
          budget.remaining(),
          budget.remainingMinutes(),
          budget.allowedMinutes(),
          status.unknown());
    }
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

    /** The stricter one, with the reasons of both. */
    Decision and(Decision other) {
      Decision first = other.verdict.compareTo(verdict) > 0 ? other : this;
      Decision second = first == this ? other : this;
      if (second.verdict == Verdict.ALLOW) {
        return first;
      }
      var all = new LinkedHashSet<>(first.reasons);
      all.addAll(second.reasons);
      return new Decision(first.verdict, List.copyOf(all));
    }
  }

  /**
   * What several policies say together, each about the budgets that it governs.
   *
   * @param budgets by policy; without any, every change is allowed
   */
  public static Decision decide(
      Change change, Map<BudgetPolicy, List<Left>> budgets, List<Waiver> exceptions, Instant now) {
    return budgets.entrySet().stream()
        .map(each -> each.getKey().decideOn(change, each.getValue(), exceptions, now))
        .reduce(Decision::and)
        .orElse(new Decision(Verdict.ALLOW, List.of("no policy holds releases")));
  }

  public Level level(SloStatus status) {
    return level(Left.of(status));
  }

  public Level level(Left left) {
    if (left.unknown() != null || Double.isNaN(left.remaining())) {
      return Level.UNKNOWN;
    }
    if (left.remaining() <= 0) {
      return Level.EXHAUSTED;
    }
    if (left.remaining() < criticalBelow) {
      return Level.CRITICAL;
    }
    return left.remaining() < warnBelow ? Level.WARNING : Level.HEALTHY;
  }

  /** Whether a change may go ahead. Objectives of other services do not count. */
  public Decision decide(
      Change change, List<SloStatus> objectives, List<Waiver> exceptions, Instant now) {
    return decideOn(change, objectives.stream().map(Left::of).toList(), exceptions, now);
  }

  /** As {@link #decide}, from what is left. */
  public Decision decideOn(
      Change change, List<Left> budgets, List<Waiver> exceptions, Instant now) {
    var exhausted = new ArrayList<String>();
    var low = new ArrayList<String>();
    for (Left left : budgets) {
      if (left.service().equals(change.service)) {
        switch (level(left)) {
          case EXHAUSTED -> exhausted.add(line(left));
          case CRITICAL, WARNING -> low.add(line(left));
          case UNKNOWN -> low.add(left.objective() + ": not known, " + left.unknown());
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
    Verdict verdict = Verdict.WARN;
    if (freezes) {
      verdict = inFreeze(change, exceptions, now, reasons);
    } else {
      reasons.add("a budget is used up");
    }
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

  private static String line(Left left) {
    return left.objective()
        + ": "
        + Remainder.tenths(left.remaining())
        + " % of the budget left, "
        + tenths(left.remainingMinutes())
        + " of "
        + tenths(left.allowedMinutes())
        + " minutes";
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
