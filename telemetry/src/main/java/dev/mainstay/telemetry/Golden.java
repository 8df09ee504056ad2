package dev.mainstay.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Gathers the golden signals of one service or version on a grid. */
final class Golden {
  private static final Duration GAUGE_LOOK_BACK = Duration.ofMinutes(1);

  private final Grid grid;
  private final Increments requests;
  private final Increments errors;
  private final Histogram durations;
  private final double[] inFlight;

  Golden(Grid grid) {
    this.grid = grid;
    requests = new Increments(grid);
    errors = new Increments(grid);
    durations = new Histogram(grid);
    inFlight = new double[grid.steps()];
    java.util.Arrays.fill(inFlight, Double.NaN);
  }

  void requests(Series series, ScrapeTimes scrapes) {
    requests.add(series, scrapes);
    if (HttpStatus.of(series.labels()) >= 500) {
      errors.add(series, scrapes);
    }
  }

  void bucket(Series series, ScrapeTimes scrapes) {
    durations.add(series, scrapes);
  }

  void inFlight(Series series) {
    int at = -1;
    for (int step = 0; step < grid.steps(); step++) {
      long end = grid.endOf(step);
      while (at + 1 < series.size() && series.millis(at + 1) <= end) {
        at++;
      }
      if (at >= 0
          && !Double.isNaN(series.value(at))
          && end - series.millis(at) <= GAUGE_LOOK_BACK.toMillis()) {
        inFlight[step] = (Double.isNaN(inFlight[step]) ? 0 : inFlight[step]) + series.value(at);
      }
    }
  }

  List<Signals.Point> points() {
    var points = new ArrayList<Signals.Point>(grid.steps());
    for (int step = 0; step < grid.steps(); step++) {
      double rate = requests.rate(step);
      points.add(
          new Signals.Point(
              Instant.ofEpochMilli(grid.endOf(step)),
              rate,
              rate > 0 ? errors.rateOrZero(step) / rate : Double.NaN,
              durations.quantile(0.5, step),
              durations.quantile(0.95, step),
              durations.quantile(0.99, step),
              inFlight[step]));
    }
    return List.copyOf(points);
  }
}
