package dev.mainstay.telemetry.scrape;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A form in which metrics are exposed. */
enum ScrapeFormat {
  PROTOBUF(
      "PrometheusProto",
      "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"),
  OPEN_METRICS_1_0("OpenMetricsText1.0.0", "application/openmetrics-text;version=1.0.0"),
  OPEN_METRICS_0_0_1("OpenMetricsText0.0.1", "application/openmetrics-text;version=0.0.1"),
  TEXT_1_0("PrometheusText1.0.0", "text/plain;version=1.0.0"),
  TEXT("PrometheusText0.0.4", "text/plain;version=0.0.4");

  /** What is asked for unless told otherwise. */
  static final List<ScrapeFormat> USUAL =
      List.of(OPEN_METRICS_1_0, OPEN_METRICS_0_0_1, TEXT_1_0, TEXT);

  /** What is asked for where native histograms are wanted: only protobuf has them. */
  static final List<ScrapeFormat> NATIVE =
      List.of(PROTOBUF, OPEN_METRICS_1_0, OPEN_METRICS_0_0_1, TEXT_1_0, TEXT);

  final String key;
  final String mediaType;

  ScrapeFormat(String key, String mediaType) {
    this.key = key;
    this.mediaType = mediaType;
  }

  boolean isOpenMetrics() {
    return this == OPEN_METRICS_1_0 || this == OPEN_METRICS_0_0_1;
  }

  static @Nullable ScrapeFormat of(String key) {
    for (ScrapeFormat format : values()) {
      if (format.key.equals(key)) {
        return format;
      }
    }
    return null;
  }

  /** The {@code Accept} header: each a little less wanted than the one before. */
  static String accept(List<ScrapeFormat> formats) {
    var header = new StringBuilder();
    int weight = formats.size() + 1;
    for (ScrapeFormat format : formats) {
      header.append(format.mediaType).append(";q=0.").append(weight--).append(',');
    }
    return header.append("*/*;q=0.").append(weight).toString();
  }

  /** The form of an answer; null when its type is none of them. */
  static @Nullable ScrapeFormat ofContentType(String type) {
    String[] parts = type.toLowerCase(Locale.ROOT).split(";");
    return switch (parts[0].strip()) {
      case "text/plain" -> TEXT;
      case "application/openmetrics-text" -> OPEN_METRICS_1_0;
      case "application/vnd.google.protobuf" -> {
        for (String part : parts) {
          String parameter = part.replaceAll("\\s", "");
          if (parameter.startsWith("proto=")
              && !parameter.equals("proto=io.prometheus.client.metricfamily")) {
            yield null;
          }
          if (parameter.startsWith("encoding=") && !parameter.equals("encoding=delimited")) {
            yield null;
          }
        }
        yield PROTOBUF;
      }
      default -> null;
    };
  }
}
