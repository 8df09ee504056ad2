package dev.mainstay.telemetry;

import java.time.Duration;

/**
 * The per-second growth of counters on a grid of steps, summed over series.
 *
 * <p>Between two samples a counter is taken to grow evenly; a value below the last one is a restart
 * from zero. A step's rate is what grew in the part of the step that samples cover, over that part,
 * so a counter scraped less often than the step still gives every step its rate. A series that
 * appears on an instance scraped before began at zero at that earlier scrape: an instance exposes a
 * status only after its first response with it. Nothing is known between samples further apart than
 * {@link #MAX_GAP} and across a stale marker.
 */
final class Increments {
  static final Duration MAX_GAP = Duration.ofMinutes(2);

  private final Grid grid;
  private final double[] rates;
  private final boolean[] known;

  Increments(Grid grid) {
    this.grid = grid;
    rates = new double[grid.steps()];
    known = new boolean[grid.steps()];
  }

  /** Events per second in step {@code index}; NaN when no series covers any of it. */
  double rate(int index) {
    return known[index] ? rates[index] : Double.NaN;
  }

  /** The rate, or 0 when unknown: a series that does not exist adds nothing to a sum. */
  double rateOrZero(int index) {
    return rates[index];
  }

  void add(Series series, ScrapeTimes scrapes) {
    double[] grown = new double[grid.steps()];
    long[] covered = new long[grid.steps()];
    long lastMillis = scrapes.before(series.labels(), series.millis(0));
    double lastValue = 0;
    for (int i = 0; i < series.size(); i++) {
      double value = series.value(i);
      if (Double.isNaN(value)) {
        lastMillis = -1;
        continue;
      }
      long millis = series.millis(i);
      if (lastMillis >= 0 && millis - lastMillis <= MAX_GAP.toMillis()) {
        double increment = value >= lastValue ? value - lastValue : value;
        spread(lastMillis, millis, increment, grown, covered);
      }
      lastMillis = millis;
      lastValue = value;
    }
    for (int i = 0; i < grown.length; i++) {
      if (covered[i] > 0) {
        rates[i] += grown[i] * 1000 / covered[i];
        known[i] = true;
      }
    }
  }

  private void spread(long from, long to, double increment, double[] grown, long[] covered) {
    long first = Math.max(0, Math.floorDiv(from - grid.start(), grid.step()));
    for (long i = first; i < grown.length; i++) {
      long begin = Math.max(from, grid.start() + i * grid.step());
      long end = Math.min(to, grid.endOf((int) i));
      if (end <= begin) {
        return;
      }
      grown[(int) i] += increment * (end - begin) / (to - from);
      covered[(int) i] += end - begin;
    }
  }
}
