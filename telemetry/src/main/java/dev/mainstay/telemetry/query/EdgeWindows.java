package dev.mainstay.telemetry.query;

import dev.mainstay.promql.Modifiers;

/**
 * Windows of {@code anchored} and {@code smoothed} selectors: with a sample put exactly at each
 * edge, so that nothing is left to extrapolate.
 */
final class EdgeWindows {
  private EdgeWindows() {}

  /** Slides over the window's samples, which reach beyond the range, and calls the function. */
  static void slide(
      Window window, Ranges.Times times, Steps steps, Query query, WindowFunction function) {
    Samples all = window.samples;
    if (all.hasHistograms()) {
      window.remarks().noEdges();
      return;
    }
    boolean smoothed = times.edges() == Modifiers.Edges.SMOOTHED;
    long lookback = query.settings().lookback().toMillis();
    try (var edged = new Samples(query.budget())) {
      Window inner = window.over(edged);
      int before = -1;
      int to = 0;
      for (int step = 0; step < steps.count(); step++) {
        long end = times.end(steps.at(step));
        long start = end - times.range();
        while (before + 1 < all.size() && all.time(before + 1) <= start) {
          before++;
        }
        to = Math.max(to, before + 1);
        while (to < all.size() && all.time(to) <= end) {
          to++;
        }
        int earlier = before >= 0 && all.time(before) > start - lookback ? before : -1;
        int later = to < all.size() && all.time(to) < end + lookback ? to : -1;
        if (before + 1 == to && earlier < 0) {
          continue;
        }
        edged.clear();
        edge(edged, all, start, earlier, before + 1 < all.size() ? before + 1 : -1, smoothed, true);
        for (int i = before + 1; i < to; i++) {
          if (all.time(i) < end) {
            edged.add(all.time(i), all.value(i));
          }
        }
        edge(edged, all, end, to - 1, later, smoothed, false);
        inner.from = 0;
        inner.to = edged.size();
        inner.start = start;
        inner.end = end;
        inner.evaluation = steps.at(step);
        inner.step(step);
        function.at(inner);
      }
    }
  }

  /** Puts a sample at an edge between the sample before (or at) it and the one after. */
  private static void edge(
      Samples into, Samples all, long at, int earlier, int later, boolean smoothed, boolean left) {
    if (earlier < 0 && later < 0) {
      return;
    }
    if (earlier < 0) {
      into.add(at, all.value(later));
    } else if (!smoothed || later < 0 || all.time(earlier) == at) {
      into.add(at, all.value(earlier));
    } else {
      into.add(at, between(all, earlier, later, at, left));
    }
  }

  /** A counter that fell in between is taken to have begun at zero. */
  private static double between(Samples all, int earlier, int later, long at, boolean left) {
    double from = all.value(earlier);
    double to = all.value(later);
    if (to < from && left) {
      from = 0;
    } else if (to < from) {
      to += from;
    }
    double share = (at - all.time(earlier)) / (double) (all.time(later) - all.time(earlier));
    return from + (to - from) * share;
  }
}
