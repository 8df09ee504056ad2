package dev.mainstay.objectives.evaluation;

import dev.mainstay.design.slo.BudgetWindow.Span;
import dev.mainstay.design.slo.Slo;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One indicator of an objective: its events, in the units that its budget is counted in. */
final class PartEvaluation {
  static final long HOUR = Duration.ofHours(1).toMillis();

  private final Slo.Part part;
  private final CorrectedEvents events;
  private final long watchedSince;
  private final long sliceMillis;
  private final @Nullable SlotSums slices;
  private final SampledEvents hours;
  private long hoursUntil;

  /**
   * An indicator without a past.
   *
   * @param retentionMillis how far back the window reaches
   */
  PartEvaluation(Slo.Part part, CorrectedEvents events, long watchedSince, long retentionMillis) {
    this.part = part;
    this.events = events;
    this.watchedSince = watchedSince;
    Duration slice =
        switch (part.budgeting()) {
          case Slo.Budgeting.Occurrences() -> Duration.ZERO;
          case Slo.Budgeting.Timeslices(Duration length, BigDecimal share) -> length;
          case Slo.Budgeting.RatioTimeslices(Duration length) -> length;
        };
    sliceMillis = slice.toMillis();
    slices =
        slice.isZero() ? null : new SlotSums(sliceMillis, watchedSince, retentionMillis + HOUR);
    hours = new SampledEvents(retentionMillis + HOUR);
    hoursUntil = Math.floorDiv(watchedSince, HOUR) * HOUR;
  }

  Slo.Part part() {
    return part;
  }

  /** Takes in what has passed. */
  void advance(long now) {
    if (slices != null) {
      slices.endUntil(now, this::sliceShare);
    }
    for (; hoursUntil + HOUR <= now; hoursUntil += HOUR) {
      hours.put(hoursUntil + HOUR, within(Lanes.HOUR, hoursUntil, hoursUntil + HOUR));
    }
  }

  /** Counts again what late samples changed between two times. */
  void again(long from, long until) {
    if (slices != null) {
      slices.again(from, until, this::sliceShare);
    }
    long first = Math.max(Math.floorDiv(from - 1, HOUR), Math.floorDiv(watchedSince, HOUR)) * HOUR;
    for (long begin = first; begin < until && begin < hoursUntil; begin += HOUR) {
      hours.put(begin + HOUR, within(Lanes.ANY, begin, begin + HOUR));
    }
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(hoursUntil);
    hours.writeTo(out);
    if (slices != null) {
      slices.writeTo(out);
    }
  }

  void readFrom(DataInput in) throws IOException {
    hoursUntil = in.readLong();
    hours.readFrom(in);
    if (slices != null) {
      slices.readFrom(in);
    }
  }

  private double sliceShare(long from, long to) {
    if (events.millisThatCount(from, to) == 0) {
      return Double.NaN;
    }
    Events within = events.between(Lanes.SLICE, from, to);
    // Nobody saw a failure where nothing happened.
    double share = within.total() > 0 ? within.share() : 1;
    return switch (part.budgeting()) {
      case Slo.Budgeting.Timeslices(Duration length, BigDecimal wanted) ->
          share >= wanted.doubleValue() ? 1 : 0;
      default -> share;
    };
  }

  /** Events, or slices as if they were events, within a stretch of time. */
  Events within(int lane, long from, long to) {
    if (slices == null) {
      return events.between(lane, Math.max(from, watchedSince), to);
    }
    SlotSums.Sum sum = slices.between(from, to);
    return new Events(sum.good(), sum.slots());
  }

  /** What exclusions take out of a stretch of time, in events whatever the budget counts. */
  List<SloStatus.Excluded> excluded(long from, long to) {
    return events.excluded(Math.max(from, watchedSince), to);
  }

  /** How much of a stretch of time was watched and counts, in milliseconds. */
  long watched(long from, long to) {
    return events.millisThatCount(Math.max(from, watchedSince), to);
  }

  /** How much of a whole window counts, in milliseconds. */
  long counting(Span span) {
    return events.millisThatCount(span.begin().toEpochMilli(), span.end().toEpochMilli());
  }

  /** Events by the hour, of hours that have ended. */
  SampledEvents hours() {
    return hours;
  }

  /** The share that may be bad. */
  BigDecimal allowed() {
    return BigDecimal.ONE.subtract(part.target());
  }

  boolean countsSlices() {
    return slices != null;
  }
}
