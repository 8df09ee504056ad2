package dev.mainstay.objectives.live;

import dev.mainstay.kernel.Clock;
import dev.mainstay.objectives.evaluation.Corrections;
import dev.mainstay.objectives.live.Correction.What;
import dev.mainstay.objectives.live.LiveException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The corrections that people made, each durable before it holds. Thread-safe. */
final class CorrectionBook {
  private static final Duration FAR = Duration.ofDays(400);
  private static final double MOST_EVENTS = 1e15;
  private static final int MOST = 200;

  private final LiveStore store;
  private final Clock clock;
  private volatile List<Correction> all;
  // Those of all that hold, by service.
  private volatile Map<String, List<Correction>> byService;

  CorrectionBook(LiveStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.all = store.corrections();
    this.byService = holding(all);
  }

  private static Map<String, List<Correction>> holding(List<Correction> all) {
    return all.stream()
        .filter(each -> each.withdrawn() == null)
        .collect(Collectors.groupingBy(Correction::service));
  }

  /** By ascending number, withdrawn ones too. */
  List<Correction> all() {
    return all;
  }

  /** Those that hold for an objective. */
  List<Correction> of(String service, String objective) {
    List<Correction> its = byService.get(service);
    return its == null
        ? List.of()
        : its.stream().filter(each -> each.isAbout(service, objective)).toList();
  }

  /** Whether anything was ever said about an objective, taken back or not. */
  boolean everAbout(String service, String objective) {
    return all.stream().anyMatch(each -> each.isAbout(service, objective));
  }

  /** What holds for an objective, as it is evaluated. */
  Corrections corrections(String service, String objective) {
    Instant old = clock.now().minus(FAR);
    var exclusions = new ArrayList<Corrections.Exclusion>();
    var adjustments = new ArrayList<Corrections.Adjustment>();
    for (Correction each : of(service, objective)) {
      switch (each.what()) {
        case What.Exclusion(Instant from, Instant until) -> {
          if (until.isAfter(old)) {
            exclusions.add(new Corrections.Exclusion(from, until, each.reason(), each.by()));
          }
        }
        case What.Adjustment(Instant when, double good, double total) -> {
          if (when.isAfter(old)) {
            adjustments.add(
                new Corrections.Adjustment(when, good, total, each.reason(), each.by()));
          }
        }
      }
    }
    return new Corrections(exclusions, adjustments);
  }

  /** What the same person said before in the same words, if that holds; else a new correction. */
  synchronized Correction add(
      String service, String objective, What what, String reason, String by) {
    Instant now = clock.now();
    check(what, now);
    for (Correction each : all) {
      if (each.withdrawn() == null && each.says(service, objective, what, reason, by)) {
        return each;
      }
    }
    long holding =
        all.stream()
            .filter(each -> each.withdrawn() == null && each.service().equals(service))
            .count();
    if (holding >= MOST) {
      throw new LiveException(
          Kind.CONFLICT,
          "%d corrections hold for %s (expected: fewer; take old ones back)"
              .formatted(holding, service));
    }
    long number = all.isEmpty() ? 1 : all.getLast().number() + 1;
    var correction = new Correction(number, service, objective, what, reason, by, now, null);
    store.save(correction, List.of(LiveEvents.said(correction)));
    replace(correction);
    return correction;
  }

  private static void check(What what, Instant now) {
    switch (what) {
      case What.Exclusion(Instant from, Instant until) -> {
        if (!from.isBefore(until)) {
          throw invalid("from: " + from + " (expected: before until, " + until + ")");
        }
        near("from", from, now);
        near("until", until, now);
      }
      case What.Adjustment(Instant when, double good, double total) -> {
        near("when", when, now);
        for (double value : new double[] {good, total}) {
          if (!(Math.abs(value) <= MOST_EVENTS)) {
            throw invalid("events: " + value + " (expected: a number of at most 1e15)");
          }
        }
        if (good == 0 && total == 0) {
          throw invalid("events: none to add or to take away (expected: good or total)");
        }
      }
    }
  }

  private static void near(String name, Instant at, Instant now) {
    if (Duration.between(at, now).abs().compareTo(FAR) > 0) {
      throw invalid(name + ": " + at + " (expected: within 400 days of now)");
    }
  }

  private static LiveException invalid(String message) {
    return new LiveException(Kind.INVALID, message);
  }

  synchronized Correction withdraw(String id, String reason, String by) {
    Correction found =
        all.stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(() ->
                new LiveException(
                    Kind.NOT_FOUND, "correction: " + id + " (expected: one like COR-1)"));
    Correction.Withdrawal before = found.withdrawn();
    if (before != null) {
      if (before.by().equals(by) && before.reason().equals(reason)) {
        return found;
      }
      throw new LiveException(
          Kind.CONFLICT, id + ": taken back by " + before.by() + " (expected: one that holds)");
    }
    var withdrawal = new Correction.Withdrawal(by, clock.now(), reason);
    Correction withdrawn = found.with(withdrawal);
    store.save(withdrawn, List.of(LiveEvents.withdrawn(found, withdrawal)));
    replace(withdrawn);
    return withdrawn;
  }

  private void replace(Correction correction) {
    var next = new ArrayList<>(all);
    next.removeIf(each -> each.number() == correction.number());
    next.add(correction);
    next.sort(Comparator.comparingLong(Correction::number));
    all = List.copyOf(next);
    byService = holding(all);
  }
}
