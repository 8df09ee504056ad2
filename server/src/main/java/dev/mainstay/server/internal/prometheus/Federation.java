package dev.mainstay.server.internal.prometheus;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SampleReader;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.StoredSeries;
import dev.mainstay.telemetry.ingest.HistogramWriter;
import dev.mainstay.telemetry.ingest.ProtobufWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The youngest value of each series, each with its time, for whoever scrapes it: as text, which has
 * no native histograms, or as protobuf, which has those of exponential schemas.
 */
final class Federation {
  private static final Duration LOOK_BACK = Duration.ofMinutes(5);
  private static final Pattern NO_NAME = Pattern.compile("[^a-zA-Z0-9_:]|^[0-9]");
  private static final int UNTYPED = 3;
  private static final int HISTOGRAM = 4;
  private static final int GAUGE_HISTOGRAM = 5;

  private final Map<String, String> externalLabels;
  private final TreeMap<Labels, Latest> latest = new TreeMap<>();

  private record Latest(double value, @Nullable NativeHistogram histogram, long millis) {
    /** Of protobuf's metric types. */
    int type() {
      if (histogram == null) {
        return UNTYPED;
      }
      return histogram.reset() == NativeHistogram.Reset.GAUGE ? GAUGE_HISTOGRAM : HISTOGRAM;
    }
  }

  /**
   * The youngest samples of what any of the selectors selects.
   *
   * @param externalLabels that all series have outside; their own come first
   */
  Federation(
      SampleReader reader,
      List<List<Matcher>> selectors,
      long toMillis,
      Map<String, String> externalLabels) {
    this.externalLabels = externalLabels;
    long from = toMillis - LOOK_BACK.toMillis();
    for (List<Matcher> matchers : selectors) {
      for (StoredSeries series : reader.select(matchers, from, toMillis)) {
        add(series, from, toMillis);
      }
    }
  }

  private void add(StoredSeries series, long from, long to) {
    Latest last = null;
    for (SampleCursor at = series.samples(from, to); at.next(); ) {
      last =
          at.isHistogram()
              ? new Latest(0, at.histogram(), at.timestamp())
              : new Latest(at.value(), null, at.timestamp());
    }
    boolean stale = last != null && last.histogram == null && SeriesStore.isStale(last.value);
    if (last != null && !stale && !series.labels().metric().isEmpty()) {
      latest.put(series.labels(), last);
    }
  }

  private Map<String, String> outside(Labels own) {
    var labels = new TreeMap<>(own.values());
    externalLabels.forEach(labels::putIfAbsent);
    // Told to have none, it does not get the instance of this server where it is scraped.
    labels.putIfAbsent("instance", "");
    labels.remove(Labels.NAME);
    return labels;
  }

  byte[] text() {
    var text = new StringBuilder();
    String family = "";
    for (Map.Entry<Labels, Latest> each : latest.entrySet()) {
      if (each.getValue().histogram != null) {
        continue;
      }
      String metric = legacy(each.getKey().metric());
      if (!metric.equals(family)) {
        text.append("# TYPE ").append(metric).append(" untyped\n");
        family = metric;
      }
      text.append(metric);
      char separator = '{';
      for (Map.Entry<String, String> label : outside(each.getKey()).entrySet()) {
        String escaped =
            label.getValue().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        text.append(separator).append(legacy(label.getKey())).append("=\"").append(escaped);
        text.append('"');
        separator = ',';
      }
      text.append("} ").append(Answers.number(each.getValue().value)).append(' ');
      text.append(each.getValue().millis).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Families of {@code io.prometheus.client}, each after its length. */
  byte[] protobuf() {
    var out = new ProtobufWriter(16 << 10);
    var family = new ProtobufWriter(4 << 10);
    var metric = new ProtobufWriter(1 << 10);
    var part = new ProtobufWriter(256);
    String name = "";
    int type = -1;
    for (Map.Entry<Labels, Latest> each : latest.entrySet()) {
      Latest value = each.getValue();
      NativeHistogram histogram = value.histogram;
      if (histogram != null && histogram.hasCustomBounds()) {
        continue;
      }
      String own = legacy(each.getKey().metric());
      if (!own.equals(name) || value.type() != type) {
        if (type >= 0) {
          out.delimited(family);
        }
        name = own;
        type = value.type();
        family.clear();
        family.text(1, name).varint(3, type);
      }
      metric.clear();
      outside(each.getKey())
          .forEach((label, text) -> {
            part.clear();
            metric.message(1, part.text(1, legacy(label)).text(2, text));
          });
      part.clear();
      if (histogram == null) {
        metric.message(5, part.number(1, value.value));
      } else {
        HistogramWriter.exposed(part, histogram);
        metric.message(7, part);
      }
      metric.varint(6, value.millis);
      family.message(4, metric);
    }
    if (type >= 0) {
      out.delimited(family);
    }
    return Arrays.copyOf(out.array(), out.size());
  }

  /** A name as these formats have it; what they do not know becomes an underscore. */
  private static String legacy(String name) {
    return NO_NAME.matcher(name).replaceAll("_");
  }
}
