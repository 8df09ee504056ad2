package dev.mainstay.objectives.evaluation;

import dev.mainstay.design.slo.BudgetWindow.Span;
import dev.mainstay.design.slo.Slo;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Follows one objective: counts come in beside it, {@link #advance} takes in the time that passed,
 * and {@link #status} tells how it stands.
 *
 * <p>The indicator is the share of good events, or slices of time, within the window. Burn rates
 * are the share of bad over the share that may be bad. A composite's indicator is the mean of its
 * parts' by their weights, and its budget is used up when the weighted mean of bad shares is as
 * large as the weighted mean of what the parts allow. Not thread-safe.
 */
public final class SloEvaluation {
  private static final double MINUTE_MILLIS = 60_000;
  private static final String NOTHING = "no events within the window";

  private final Slo slo;
  private final Instant watchedSince;
  private final List<EventCounts> counts;
  private Corrections corrections;
  private List<PartEvaluation> parts;
  private Instant advancedTo;

  /**
   * Follows an objective from now on.
   *
   * @param counts one for each part
   */
  public SloEvaluation(
      Slo slo, List<? extends EventCounts> counts, Corrections corrections, Instant watchedSince) {
    if (counts.size() != slo.parts().size()) {
      throw new IllegalArgumentException(
          "objective %s: %d counts (expected: %d, one for each part)"
              .formatted(slo.name(), counts.size(), slo.parts().size()));
    }
    this.slo = slo;
    this.watchedSince = watchedSince;
    this.counts = List.copyOf(counts);
    this.advancedTo = watchedSince;
    this.corrections = corrections;
    this.parts = parts(corrections);
  }

  private List<PartEvaluation> parts(Corrections corrections) {
    Span span = slo.window().at(watchedSince);
    long reach = Math.max(span.length().toMillis(), Duration.ofDays(3).toMillis());
    // Months, and days with a change of clocks, differ in length.
    long retention = reach + reach / 8;
    var all = new ArrayList<PartEvaluation>();
    for (int i = 0; i < counts.size(); i++) {
      all.add(
          new PartEvaluation(
              slo.parts().get(i),
              new CorrectedEvents(counts.get(i), corrections),
              watchedSince.toEpochMilli(),
              retention));
    }
    return List.copyOf(all);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(advancedTo.toEpochMilli());
    for (PartEvaluation part : parts) {
      part.writeTo(out);
    }
  }

  /**
   * As it was written, over counts as they are now.
   *
   * @param unsureSince Unix milliseconds: samples after it may have come since it was written
   */
  void readFrom(DataInput in, long unsureSince) throws IOException {
    advancedTo = Instant.ofEpochMilli(in.readLong());
    for (PartEvaluation part : parts) {
      part.readFrom(in);
    }
    changed(unsureSince, advancedTo.toEpochMilli());
  }

  public Slo slo() {
    return slo;
  }

  Corrections corrections() {
    return corrections;
  }

  /** Takes corrections instead of those before, for the past as well. */
  public void correct(Corrections corrections) {
    this.corrections = corrections;
    parts = parts(corrections);
    parts.forEach(part -> part.advance(advancedTo.toEpochMilli()));
  }

  /** Takes in what has passed. */
  public void advance(Instant now) {
    advancedTo = now;
    parts.forEach(part -> part.advance(now.toEpochMilli()));
  }

  /**
   * Counts again what samples changed that came after their time had passed.
   *
   * @param fromMillis Unix time of the first event that was told anew
   * @param untilMillis Unix time of the last one
   */
  public void changed(long fromMillis, long untilMillis) {
    if (fromMillis <= advancedTo.toEpochMilli()) {
      parts.forEach(part -> part.again(fromMillis, untilMillis));
    }
  }

  /** How the objective stands at the time that it was last advanced to. */
  public SloStatus status() {
    Instant now = advancedTo;
    Span span = slo.window().at(now);
    List<Events> within = within(Lanes.BUDGET, span.begin().toEpochMilli(), now.toEpochMilli());
    var partStatuses = new ArrayList<SloStatus.Part>();
    Events events = Events.NONE;
    for (int i = 0; i < parts.size(); i++) {
      partStatuses.add(status(parts.get(i), within.get(i), span, now.toEpochMilli()));
      events = events.plus(within.get(i));
    }
    List<List<Events>> lanes = lanes(span.length(), now.toEpochMilli());
    double indicator = mean(partStatuses, SloStatus.Part::indicator);
    double target = mean(partStatuses, SloStatus.Part::target);
    boolean composite = partStatuses.size() > 1;
    return new SloStatus(
        slo.service(),
        slo.name(),
        now,
        span,
        target,
        indicator,
        composite ? together(partStatuses) : partStatuses.getFirst().budget(),
        events,
        rates(span, lanes, within),
        burns(new BurnRules(parts, lanes, watchedSince, now, null), span.length()),
        partStatuses,
        watchedSince,
        agreement(span, lanes, within.getFirst()),
        parts.size() > 1
            ? List.of()
            : parts.getFirst().excluded(span.begin().toEpochMilli(), now.toEpochMilli()),
        Double.isNaN(indicator) ? NOTHING : null);
  }

  private List<SloStatus.Burn> burns(BurnRules rules, Duration window) {
    List<Slo.PolicyAlert> alerts = slo.alerts();
    long now = advancedTo.toEpochMilli();
    return alerts == null
        ? rules.of(window)
        : rules.of(alerts, over -> within(lane(over), now - over.toMillis(), now));
  }

  private static int lane(Duration window) {
    int lane = Lanes.BURN_WINDOWS.indexOf(window);
    return lane < 0 ? Lanes.ANY : lane;
  }

  private static double mean(List<SloStatus.Part> parts, ToDoubleFunction<SloStatus.Part> value) {
    if (parts.size() == 1) {
      return value.applyAsDouble(parts.getFirst());
    }
    double sum = 0;
    double weights = 0;
    for (SloStatus.Part part : parts) {
      sum += value.applyAsDouble(part) * part.weight();
      weights += part.weight();
    }
    return sum / weights;
  }

  private static SloStatus.Part status(PartEvaluation part, Events events, Span span, long now) {
    return new SloStatus.Part(
        part.part().name(),
        part.part().weight().doubleValue(),
        part.part().target().doubleValue(),
        events.share(),
        budget(part, events, span, now, part.allowed()));
  }

  private SloStatus.@Nullable Agreement agreement(
      Span span, List<List<Events>> lanes, Events events) {
    BigDecimal agreed = slo.agreed();
    if (agreed == null || agreed.compareTo(BigDecimal.ONE) >= 0 || parts.size() > 1) {
      return null;
    }
    PartEvaluation part = parts.getFirst();
    BigDecimal allowed = BigDecimal.ONE.subtract(agreed);
    return new SloStatus.Agreement(
        agreed.doubleValue(),
        events.share(),
        budget(part, events, span, advancedTo.toEpochMilli(), allowed),
        new BurnRules(parts, lanes, watchedSince, advancedTo, allowed).of(span.length()),
        null,
        Double.isNaN(events.share()) ? NOTHING : null);
  }

  private static SloStatus.Budget budget(
      PartEvaluation part, Events events, Span span, long now, BigDecimal share) {
    long watched = part.watched(span.begin().toEpochMilli(), now);
    SloStatus.Unit unit = part.countsSlices() ? SloStatus.Unit.SLICES : SloStatus.Unit.EVENTS;
    long counting = part.counting(span);
    double minutes = counting / MINUTE_MILLIS * share.doubleValue();
    if (!(events.total() > 0) || watched <= 0) {
      return new SloStatus.Budget(unit, Double.NaN, 0, Double.NaN, minutes, Double.NaN);
    }
    // In decimals: a budget that is used up exactly shows as such.
    double allowed = share.multiply(new BigDecimal(events.total())).doubleValue();
    double projected = watched >= counting ? allowed : allowed * ((double) counting / watched);
    double remaining = 1 - events.bad() / projected;
    return new SloStatus.Budget(
        unit, projected, events.bad(), remaining, minutes, minutes * remaining);
  }

  private static SloStatus.Budget together(List<SloStatus.Part> parts) {
    double allowed = mean(parts, part -> 1 - part.target());
    double spent = mean(parts, part -> (1 - part.budget().remaining()) * (1 - part.target()));
    double minutes = mean(parts, part -> part.budget().allowedMinutes());
    double remaining = 1 - spent / allowed;
    return new SloStatus.Budget(
        SloStatus.Unit.SHARES, Double.NaN, Double.NaN, remaining, minutes, minutes * remaining);
  }

  /** The events of every part within each burn window up to now; none of longer ones. */
  private List<List<Events>> lanes(Duration most, long now) {
    var lanes = new ArrayList<List<Events>>();
    for (int lane = 0; lane < Lanes.BURN_WINDOWS.size(); lane++) {
      Duration window = Lanes.BURN_WINDOWS.get(lane);
      lanes.add(
          window.compareTo(most) <= 0 ? within(lane, now - window.toMillis(), now) : List.of());
    }
    return lanes;
  }

  private List<Events> within(int lane, long from, long now) {
    return parts.stream().map(part -> part.within(lane, from, now)).toList();
  }

  private List<SloStatus.Rate> rates(Span span, List<List<Events>> lanes, List<Events> whole) {
    var rates = new ArrayList<SloStatus.Rate>();
    for (int lane = 0; lane < Lanes.BURN_WINDOWS.size(); lane++) {
      Duration window = Lanes.BURN_WINDOWS.get(lane);
      if (window.compareTo(span.length()) < 0) {
        rates.add(rate(window, lanes.get(lane)));
      }
    }
    rates.add(rate(span.length(), whole));
    return rates;
  }

  private SloStatus.Rate rate(Duration window, List<Events> within) {
    double bad = 0;
    double allowed = 0;
    double total = 0;
    for (int i = 0; i < parts.size(); i++) {
      double weight = parts.get(i).part().weight().doubleValue();
      bad += (1 - within.get(i).share()) * weight;
      allowed += parts.get(i).allowed().doubleValue() * weight;
      total += within.get(i).total();
    }
    return new SloStatus.Rate(window, bad / allowed, total);
  }

  /**
   * When the budget will be used up, of an objective with one part; see {@link Forecast} for the
   * method and its limits.
   */
  public Forecast forecast() {
    SloStatus status = status();
    if (parts.size() > 1) {
      return Forecast.none("a composite's parts spend in different units");
    }
    boolean rolls = !status.window().end().isAfter(advancedTo);
    return Forecast.of(status, parts.getFirst().hours(), rolls);
  }

  /**
   * The hours of the window with their events, of an objective with one part; empty for others. The
   * last one is the present hour.
   */
  public List<SpentHour> hours() {
    if (parts.size() > 1) {
      return List.of();
    }
    PartEvaluation part = parts.getFirst();
    long now = advancedTo.toEpochMilli();
    long begin =
        Math.max(slo.window().at(advancedTo).begin().toEpochMilli(), watchedSince.toEpochMilli());
    var hours = new ArrayList<SpentHour>();
    long end = Math.floorDiv(begin, PartEvaluation.HOUR) * PartEvaluation.HOUR;
    while (end < now) {
      long from = Math.max(end, begin);
      end = Math.min(end + PartEvaluation.HOUR, now);
      boolean whole = end - from == PartEvaluation.HOUR;
      Events events =
          whole ? part.hours().between(Lanes.ANY, from, end) : part.within(Lanes.ANY, from, end);
      hours.add(new SpentHour(Instant.ofEpochMilli(end), events));
    }
    return hours;
  }

  /**
   * Which label values spent the budget in its window, the worst first, of parts that count
   * counters. Corrections are not applied: it tells what was counted.
   */
  public List<Contributor> contributors() {
    Span span = slo.window().at(advancedTo);
    long begin = Math.max(span.begin().toEpochMilli(), watchedSince.toEpochMilli());
    var all = new ArrayList<Contributor>();
    for (int i = 0; i < counts.size(); i++) {
      if (counts.get(i) instanceof CountedEvents counted) {
        String name = parts.size() > 1 ? slo.parts().get(i).name() : "";
        all.addAll(Contributors.of(name, counted.bySeries(begin, advancedTo.toEpochMilli())));
      }
    }
    return all;
  }
}
