package dev.mainstay.objectives.evaluation;

import java.util.ArrayList;
import java.util.List;

/** Events without those of excluded times, and with those that were adjusted. Not thread-safe. */
final class CorrectedEvents implements EventCounts {
  private final EventCounts all;
  private final Corrections corrections;
  private final List<long[]> excluded;

  CorrectedEvents(EventCounts all, Corrections corrections) {
    this.all = all;
    this.corrections = corrections;
    this.excluded = corrections.stretches();
  }

  @Override
  public Events between(int lane, long fromMillis, long toMillis) {
    Events events = all.between(lane, fromMillis, toMillis);
    for (long[] stretch : excluded) {
      long from = Math.max(fromMillis, stretch[0]);
      long until = Math.min(toMillis, stretch[1]);
      if (from < until) {
        events = events.minus(all.between(Lanes.ANY, from, until));
      }
    }
    for (Corrections.Adjustment adjustment : corrections.adjustments()) {
      long at = adjustment.at().toEpochMilli();
      if (at > fromMillis && at <= toMillis) {
        events = events.plus(new Events(adjustment.good(), adjustment.total()));
      }
    }
    return events;
  }

  /** What each exclusion takes out after {@code fromMillis} until {@code toMillis}. */
  List<SloStatus.Excluded> excluded(long fromMillis, long toMillis) {
    var found = new ArrayList<SloStatus.Excluded>();
    for (Corrections.Exclusion each : corrections.exclusions()) {
      long from = Math.max(fromMillis, each.from().toEpochMilli());
      long until = Math.min(toMillis, each.until().toEpochMilli());
      Events events = from < until ? all.between(Lanes.ANY, from, until) : Events.NONE;
      found.add(new SloStatus.Excluded(each.from(), each.until(), events));
    }
    return found;
  }

  /** How much of the time after {@code fromMillis} until {@code toMillis} counts. */
  long millisThatCount(long fromMillis, long toMillis) {
    long millis = Math.max(0, toMillis - fromMillis);
    for (long[] stretch : excluded) {
      millis -= Math.max(0, Math.min(toMillis, stretch[1]) - Math.max(fromMillis, stretch[0]));
    }
    return millis;
  }
}
