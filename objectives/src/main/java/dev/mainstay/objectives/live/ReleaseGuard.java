package dev.mainstay.objectives.live;

import dev.mainstay.kernel.Clock;
import dev.mainstay.objectives.evaluation.BudgetPolicy;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Change;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Decision;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Left;
import dev.mainstay.objectives.live.LiveException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Says whether a service may be released now, and keeps the exceptions from that. A decision is
 * arithmetic on what is in memory; an exception is durable when its method returns. Thread-safe.
 */
public final class ReleaseGuard {
  public static final Duration LONGEST = Duration.ofDays(30);
  private static final int MOST = 1_000;

  private final BudgetSource budgets;
  private final LiveStore store;
  private final Clock clock;
  private volatile List<ReleaseException> exceptions;

  /** Tells what is left of a service's budgets, by the policies that govern them. */
  @FunctionalInterface
  public interface BudgetSource {
    Map<BudgetPolicy, List<Left>> of(String service);
  }

  /** One with the exceptions that were saved. */
  public ReleaseGuard(BudgetSource budgets, LiveStore store, Clock clock) {
    this.budgets = budgets;
    this.store = store;
    this.clock = clock;
    this.exceptions = store.exceptions();
  }

  /** Whether the change may go ahead, and why. */
  public Decision decide(Change change) {
    Instant now = clock.now();
    return BudgetPolicy.decide(
        change,
        budgets.of(change.service()),
        exceptions.stream()
            .filter(each -> each.withdrawn() == null)
            .map(ReleaseException::waiver)
            .toList(),
        now);
  }

  /** How many approvals an exception needs for the service: as many as the strictest policy. */
  public int approvals(String service) {
    return budgets.of(service).keySet().stream()
        .mapToInt(BudgetPolicy::approvals)
        .max()
        .orElse(BudgetPolicy.DEFAULT.approvals());
  }

  /** The newest first. */
  public List<ReleaseException> exceptions() {
    return exceptions.reversed();
  }

  /**
   * Asks for leave to release a version in spite of a freeze.
   *
   * @param lasts from now, at most {@link #LONGEST}
   * @throws LiveException when it lasts too long, no policy holds releases of the service, or there
   *     is one that holds already
   */
  public synchronized ReleaseException ask(
      String service, String version, String reason, String by, Duration lasts) {
    Instant now = clock.now();
    if (!lasts.isPositive() || lasts.compareTo(LONGEST) > 0) {
      throw new LiveException(
          Kind.INVALID,
          "hours: %s (expected: > 0, at most %d)"
              .formatted(lasts.toSeconds() / 3600.0, LONGEST.toHours()));
    }
    if (budgets.of(service).isEmpty()) {
      throw new LiveException(
          Kind.NOT_FOUND,
          "service: %s (expected: one whose design or documents have a budget policy)"
              .formatted(service));
    }
    long open = 0;
    for (ReleaseException each : exceptions) {
      if (each.holds(now)) {
        open++;
        if (each.service().equals(service) && each.version().equals(version)) {
          throw new LiveException(
              Kind.CONFLICT,
              "%s: asked for %s %s already (expected: none; approve it, or take it back)"
                  .formatted(each.id(), service, version));
        }
      }
    }
    if (open >= MOST) {
      throw new LiveException(
          Kind.CONFLICT, open + " exceptions hold (expected: fewer; take old ones back)");
    }
    var exception =
        new ReleaseException(
            number(), service, version, reason, by, now, now.plus(lasts), List.of(), null);
    store.save(exception, List.of(LiveEvents.asked(exception)));
    replace(exception);
    return exception;
  }

  private long number() {
    return exceptions.isEmpty() ? 1 : exceptions.getLast().number() + 1;
  }

  /**
   * Approves an exception. Repeating it changes nothing.
   *
   * @throws LiveException when there is none, it ended, or the same person asked for it
   */
  public synchronized ReleaseException approve(String id, String by) {
    ReleaseException exception = holding(id);
    if (exception.askedBy().equals(by)) {
      throw new LiveException(
          Kind.CONFLICT, id + ": asked for by " + by + " (expected: approval by somebody else)");
    }
    if (exception.approvals().stream().anyMatch(each -> each.by().equals(by))) {
      return exception;
    }
    var approvals = new ArrayList<>(exception.approvals());
    approvals.add(new ReleaseException.Approval(by, clock.now()));
    ReleaseException approved = exception.with(approvals);
    store.save(approved, List.of(LiveEvents.approved(approved, by)));
    replace(approved);
    return approved;
  }

  /**
   * Takes an exception back; releases that began go on.
   *
   * @throws LiveException when there is none, or it ended
   */
  public synchronized ReleaseException withdraw(String id, String reason, String by) {
    ReleaseException exception = holding(id);
    var withdrawal = new Correction.Withdrawal(by, clock.now(), reason);
    ReleaseException withdrawn = exception.with(withdrawal);
    store.save(withdrawn, List.of(LiveEvents.withdrawn(exception, withdrawal)));
    replace(withdrawn);
    return withdrawn;
  }

  private ReleaseException holding(String id) {
    for (ReleaseException each : exceptions) {
      if (each.id().equals(id)) {
        if (each.holds(clock.now())) {
          return each;
        }
        throw new LiveException(
            Kind.CONFLICT,
            id
                + (each.withdrawn() != null
                    ? ": taken back by " + each.withdrawn().by()
                    : ": ended at " + each.until())
                + " (expected: one that holds)");
      }
    }
    throw new LiveException(Kind.NOT_FOUND, "exception: " + id + " (expected: one like EXC-1)");
  }

  private void replace(ReleaseException exception) {
    var next = new ArrayList<>(exceptions);
    next.removeIf(each -> each.number() == exception.number());
    next.add(exception);
    next.sort(java.util.Comparator.comparingLong(ReleaseException::number));
    exceptions = List.copyOf(next);
  }
}
