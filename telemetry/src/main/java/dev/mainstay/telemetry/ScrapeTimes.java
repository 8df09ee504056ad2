package dev.mainstay.telemetry;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When instances were scraped with success, from their {@code up} series. */
final class ScrapeTimes {
  private final Map<String, long[]> byInstance = new HashMap<>();

  ScrapeTimes(List<Series> up) {
    for (Series series : up) {
      long[] times = new long[series.size()];
      int size = 0;
      for (int i = 0; i < series.size(); i++) {
        if (series.value(i) == 1) {
          times[size++] = series.millis(i);
        }
      }
      // An instance that changed its version has two series, one after the other.
      byInstance.merge(key(series.labels()), Arrays.copyOf(times, size), ScrapeTimes::merged);
    }
  }

  private static long[] merged(long[] a, long[] b) {
    long[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    Arrays.sort(all);
    return all;
  }

  private static String key(Labels labels) {
    return labels.value(TargetLabels.SERVICE) + '/' + labels.value(TargetLabels.INSTANCE);
  }

  /** The last successful scrape of the series' instance before {@code millis}; -1 for none. */
  long before(Labels labels, long millis) {
    long[] times = byInstance.get(key(labels));
    if (times == null) {
      return -1;
    }
    int found = Arrays.binarySearch(times, millis);
    int index = (found < 0 ? -found - 1 : found) - 1;
    return index < 0 ? -1 : times[index];
  }
}
