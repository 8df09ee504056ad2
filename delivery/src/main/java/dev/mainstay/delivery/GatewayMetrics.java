package dev.mainstay.delivery;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what the gateways do. Bounded: beyond {@link #MOST_SERIES} series nothing new is counted.
 */
final class GatewayMetrics implements TrafficObserver {
  static final int MOST_SERIES = 2_000;
  private static final double[] BUCKETS = {
    .001, .0025, .005, .01, .025, .05, .1, .2, .25, .5, 1, 2.5, 5, 10
  };

  private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();
  private final Map<String, Durations> durations = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> others = new ConcurrentHashMap<>();

  private static final class Durations {
    private final LongAdder[] buckets = new LongAdder[BUCKETS.length + 1];
    private final LongAdder nanos = new LongAdder();

    Durations() {
      java.util.Arrays.setAll(buckets, i -> new LongAdder());
    }

    void add(long latencyNanos) {
      double seconds = latencyNanos / 1e9;
      int i = 0;
      while (i < BUCKETS.length && seconds > BUCKETS[i]) {
        i++;
      }
      buckets[i].increment();
      nanos.add(latencyNanos);
    }
  }

  @Override
  public void observed(Observation o) {
    String labels = "service=\"%s\",version=\"%s\"".formatted(o.service(), escape(o.version()));
    count(requests, labels + ",status=\"" + o.status() + "\"");
    Durations found = durations.get(labels);
    if (found == null && durations.size() < MOST_SERIES) {
      found = durations.computeIfAbsent(labels, l -> new Durations());
    }
    if (found != null) {
      found.add(o.latencyNanos());
    }
  }

  /** Answered without an instance. */
  void unrouted(String service, int status) {
    count(requests, "service=\"%s\",version=\"\",status=\"%d\"".formatted(service, status));
  }

  void retried(String service) {
    other("mainstay_gateway_retries_total", service);
  }

  void noneReady(String service) {
    other("mainstay_gateway_none_ready_total", service);
  }

  void refused(String service) {
    other("mainstay_gateway_refused_total", service);
    unrouted(service, 503);
  }

  private void other(String name, String service) {
    count(others, name + "{service=\"" + service + "\"}");
  }

  private static void count(Map<String, LongAdder> series, String key) {
    LongAdder adder = series.get(key);
    if (adder == null && series.size() < MOST_SERIES) {
      adder = series.computeIfAbsent(key, k -> new LongAdder());
    }
    if (adder != null) {
      adder.increment();
    }
  }

  /** Appends all series in Prometheus' text format. */
  void write(StringBuilder out) {
    type(out, "mainstay_gateway_requests_total", "counter", "Requests that were answered.");
    new TreeMap<>(requests)
        .forEach((labels, count) ->
            line(out, "mainstay_gateway_requests_total{" + labels + "}", count.sum()));
    type(
        out,
        "mainstay_gateway_request_duration_seconds",
        "histogram",
        "From a request's arrival to the last byte of its answer.");
    new TreeMap<>(durations).forEach((labels, d) -> write(out, labels, d));
    type(out, "mainstay_gateway_retries_total", "counter", "Attempts after the first.");
    others(out, "mainstay_gateway_retries_total");
    type(out, "mainstay_gateway_none_ready_total", "counter", "Requests without ready instance.");
    others(out, "mainstay_gateway_none_ready_total");
    type(out, "mainstay_gateway_refused_total", "counter", "Requests beyond the in-flight limit.");
    others(out, "mainstay_gateway_refused_total");
  }

  private static void write(StringBuilder out, String labels, Durations d) {
    String name = "mainstay_gateway_request_duration_seconds";
    long sum = 0;
    for (int i = 0; i < BUCKETS.length; i++) {
      sum += d.buckets[i].sum();
      line(out, "%s_bucket{%s,le=\"%s\"}".formatted(name, labels, BUCKETS[i]), sum);
    }
    sum += d.buckets[BUCKETS.length].sum();
    line(out, "%s_bucket{%s,le=\"+Inf\"}".formatted(name, labels), sum);
    out.append(String.format(Locale.ROOT, "%s_sum{%s} %s%n", name, labels, d.nanos.sum() / 1e9));
    line(out, "%s_count{%s}".formatted(name, labels), sum);
  }

  private void others(StringBuilder out, String name) {
    new TreeMap<>(others)
        .forEach((series, count) -> {
          if (series.startsWith(name + "{")) {
            line(out, series, count.sum());
          }
        });
  }

  static void type(StringBuilder out, String name, String type, String help) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  static void line(StringBuilder out, String series, Object value) {
    out.append(series).append(' ').append(value).append('\n');
  }

  static String escape(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
