package dev.mainstay.design.internal.exports;

import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Selector;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * PromQL over the series of one service. Its job carries the service's name, as in the exported
 * scrape configuration.
 */
public final class Series {
  public static final String REQUESTS = "http_server_requests_total";
  public static final String DURATIONS = "http_server_request_duration_seconds";
  public static final String BUCKETS = DURATIONS + "_bucket";

  private final String service;

  public Series(String service) {
    this.service = service;
  }

  /** {@code metric{job="…",more}}; {@code more} are matchers in the order given. */
  public String of(String metric, String... more) {
    var text = new StringBuilder(metric).append("{job=").append(quoted(service));
    for (String matcher : more) {
      text.append(',').append(matcher);
    }
    return text.append('}').toString();
  }

  /** The selector's series of this service; a job that it names itself stays. */
  public String of(Selector selector) {
    Map<String, String> labels = new TreeMap<>(selector.labels());
    String job = labels.remove("job");
    var text = new StringBuilder(selector.metric()).append("{job=");
    text.append(quoted(job == null ? service : job));
    labels.forEach(
        (name, value) -> text.append(',').append(name).append('=').append(quoted(value)));
    return text.append('}').toString();
  }

  /** The counters of an indicator's events, all of them. */
  public String total(Sli sli) {
    return switch (sli) {
      case Sli.Availability ignored -> of(REQUESTS);
      case Sli.Latency ignored -> of(BUCKETS, "le=\"+Inf\"");
      case Sli.Ratio(Selector good, Selector total) -> of(total);
    };
  }

  /** The counters of an indicator's good events. */
  public String good(Sli sli) {
    return switch (sli) {
      case Sli.Availability(int from) -> of(REQUESTS, "status!~" + quoted(statusFrom(from)));
      case Sli.Latency(Duration threshold) -> of(BUCKETS, le(threshold));
      case Sli.Ratio(Selector good, Selector total) -> of(good);
    };
  }

  /** The bad events per second over a range, from the indicator's counters. */
  public String badRate(Sli sli, String range) {
    if (sli instanceof Sli.Availability(int from)) {
      String bad = of(REQUESTS, "status=~" + quoted(statusFrom(from)));
      // Without a single failure there is no such series, which is 0 only while there are others.
      return "sum(rate(%s[%s])) or 0 * %s".formatted(bad, range, totalRate(sli, range));
    }
    return "%s - (sum(rate(%s[%s])) or 0 * %s)"
        .formatted(totalRate(sli, range), good(sli), range, totalRate(sli, range));
  }

  public String totalRate(Sli sli, String range) {
    return "sum(rate(%s[%s]))".formatted(total(sli), range);
  }

  /** Every status from that number on, also when only its class is told: {@code 5xx}. */
  public static String statusFrom(int from) {
    int hundreds = from / 100;
    int tens = from / 10 % 10;
    int ones = from % 10;
    var text = new StringBuilder();
    if (tens == 0 && ones == 0) {
      return range(hundreds) + "..";
    }
    text.append(hundreds).append(tens).append(range(ones));
    if (tens < 9) {
      text.append('|').append(hundreds).append(range(tens + 1)).append('.');
    }
    if (hundreds < 9) {
      text.append('|').append(range(hundreds + 1)).append("..");
    }
    return text.toString();
  }

  private static String range(int from) {
    return from == 9 ? "9" : "[" + from + "-9]";
  }

  /** The bucket's bound; whole seconds are written with and without a decimal. */
  static String le(Duration threshold) {
    String bound =
        BigDecimal.valueOf(threshold.toNanos())
            .movePointLeft(9)
            .stripTrailingZeros()
            .toPlainString();
    return bound.contains(".") ? "le=" + quoted(bound) : "le=~" + quoted(bound + "(\\.0)?");
  }

  public static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  /** As Prometheus writes durations: {@code 1d12h}, {@code 1m30s}, {@code 1s500ms}. */
  public static String duration(Duration duration) {
    if (duration.toMillis() == 0) {
      return "0s";
    }
    var text = new StringBuilder();
    long[] parts = {
      duration.toDays(),
      duration.toHoursPart(),
      duration.toMinutesPart(),
      duration.toSecondsPart(),
      duration.toMillisPart()
    };
    String[] units = {"d", "h", "m", "s", "ms"};
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] > 0) {
        text.append(parts[i]).append(units[i]);
      }
    }
    return text.toString();
  }
}
