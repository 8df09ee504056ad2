package dev.mainstay.telemetry;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a store takes in.
 *
 * @param series at most, &ge; 1
 * @param labels of one series at most, the metric's name among them, &ge; 1
 * @param nameBytes of one label's name at most, in UTF-8
 * @param valueBytes of one label's value at most, in UTF-8
 * @param outOfOrder how much older than the youngest of its series a sample may be
 * @param ahead how far in the future a sample may be; null for any time
 */
public record SeriesLimits(
    int series,
    int labels,
    int nameBytes,
    int valueBytes,
    Duration outOfOrder,
    @Nullable Duration ahead) {
  public SeriesLimits {
    if (series < 1 || labels < 1 || nameBytes < 1 || valueBytes < 1 || outOfOrder.isNegative()) {
      throw new IllegalArgumentException(
          "series limits: "
              + series
              + " series, "
              + labels
              + " labels of "
              + nameBytes
              + " and "
              + valueBytes
              + " bytes, out of order by "
              + outOfOrder
              + " (expected: >= 1, out of order >= 0s)");
    }
  }

  /** Limits for a service's own metrics: 64 labels, names of 256 bytes, values of 4 KiB. */
  public static SeriesLimits of(int series) {
    return new SeriesLimits(series, 64, 256, 4096, Duration.ZERO, null);
  }

  /** These limits with samples up to {@code window} late. */
  public SeriesLimits outOfOrder(Duration window) {
    return new SeriesLimits(series, labels, nameBytes, valueBytes, window, ahead);
  }

  /** These limits with samples up to {@code most} in the future. */
  public SeriesLimits ahead(Duration most) {
    return new SeriesLimits(series, labels, nameBytes, valueBytes, outOfOrder, most);
  }

  /** What is wrong with the labels of a series, or null. */
  public @Nullable String problem(Labels of) {
    if (of.size() == 0) {
      return "a series without labels (expected: at least " + Labels.NAME + ")";
    }
    if (of.size() > labels) {
      return of.metric() + ": " + of.size() + " labels (limit " + labels + ")";
    }
    for (int i = 0; i < of.size(); i++) {
      String name = of.name(i);
      if (name.isEmpty()) {
        return of.metric() + ": a label without a name";
      }
      if (longer(name, nameBytes)) {
        return of.metric() + ": label name " + start(name) + " longer than " + nameBytes + " bytes";
      }
      if (longer(of.value(i), valueBytes)) {
        return of.metric() + ": value of label " + name + " longer than " + valueBytes + " bytes";
      }
    }
    return null;
  }

  private static boolean longer(String text, int bytes) {
    return text.length() * 3 > bytes
        && (text.length() > bytes || text.getBytes(StandardCharsets.UTF_8).length > bytes);
  }

  private static String start(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
