package dev.mainstay.toolkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The service's metrics, shown at {@code /metrics} in Prometheus' text format 0.0.4. Services add
 * their own. A metric keeps at most {@value #MOST_SERIES} label combinations; further ones are
 * dropped and counted in {@code metrics_series_dropped_total}. Thread-safe.
 */
public final class Metrics {
  static final int MOST_SERIES = 1000;

  /** Upper bounds, in seconds, that every histogram of durations has. */
  public static final List<Double> DEFAULT_BUCKETS =
      List.of(.005, .01, .025, .05, .1, .25, .5, 1.0, 2.5, 5.0, 10.0);

  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

  private final Map<String, Family> families = new ConcurrentHashMap<>();
  private final Counter dropped =
      counter(
          "metrics_series_dropped_total", "Label combinations beyond a metric's limit.", "metric");

  /** A value that only grows. */
  public static final class Counter {
    private final Family family;

    private Counter(Family family) {
      this.family = family;
    }

    public void increment(String... labelValues) {
      add(1, labelValues);
    }

    /**
     * Adds to the series of these label values.
     *
     * @param amount zero or more; zero makes the series visible
     */
    public void add(double amount, String... labelValues) {
      if (!(amount >= 0)) {
        throw new IllegalArgumentException(
            family.name + ": " + amount + " (expected: >= 0, counters only grow)");
      }
      Series series = family.series(labelValues);
      if (series != null) {
        series.sum.add(amount);
      }
    }
  }

  /** Observations counted by size. */
  public static final class Histogram {
    private final Family family;

    private Histogram(Family family) {
      this.family = family;
    }

    public void observe(double value, String... labelValues) {
      Series series = family.series(labelValues);
      if (series != null) {
        int at = Arrays.binarySearch(family.bounds, value);
        series.buckets[at >= 0 ? at : -at - 1].increment();
        series.sum.add(value);
      }
    }
  }

  public Counter counter(String name, String help, String... labels) {
    return new Counter(family(name, help, "counter", new double[0], labels));
  }

  /** A value read when the metrics are shown; without labels. */
  public void gauge(String name, String help, Supplier<Double> value) {
    gauges(name, help, List.of(), () -> Map.of(List.of(), value.get()));
  }

  /**
   * Values read when the metrics are shown.
   *
   * @param samples value by label values, in the order of {@code labels}
   */
  public void gauges(
      String name, String help, List<String> labels, Supplier<Map<List<String>, Double>> samples) {
    family(name, help, "gauge", new double[0], labels.toArray(String[]::new)).read = samples;
  }

  /** Like {@link #gauge}, for a value that something else counts and that only grows. */
  public void countedElsewhere(String name, String help, Supplier<Double> value) {
    family(name, help, "counter", new double[0]).read = () -> Map.of(List.of(), value.get());
  }

  /**
   * A histogram with a sum and a count.
   *
   * @param bounds upper bounds, without +Inf
   */
  public Histogram histogram(String name, String help, List<Double> bounds, String... labels) {
    double[] sorted = new TreeSet<>(bounds).stream().mapToDouble(Double::doubleValue).toArray();
    return new Histogram(family(name, help, "histogram", sorted, labels));
  }

  /** The default bounds with others added. */
  public static List<Double> bucketsWith(List<Double> more) {
    TreeSet<Double> all = new TreeSet<>(DEFAULT_BUCKETS);
    all.addAll(more);
    return List.copyOf(all);
  }

  private Family family(String name, String help, String type, double[] bounds, String... labels) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "metric name: \"" + name + "\" (expected: letters, digits, _ and :)");
    }
    Family made = new Family(name, help, type, bounds, List.of(labels));
    Family kept = families.computeIfAbsent(name, n -> made);
    if (!kept.type.equals(type) || !kept.labels.equals(made.labels)) {
      throw new IllegalArgumentException(
          name + ": " + type + made.labels + " (expected: " + kept.type + kept.labels + ")");
    }
    return kept;
  }

  /** Everything, in the text format. */
  public String text() {
    StringBuilder out = new StringBuilder(4096);
    new TreeMap<>(families).values().forEach(family -> family.write(out));
    return out.toString();
  }

  private static final class Series {
    final DoubleAdder sum = new DoubleAdder();
    final LongAdder[] buckets;

    Series(int bounds) {
      buckets = new LongAdder[bounds + 1];
      Arrays.setAll(buckets, i -> new LongAdder());
    }
  }

  private final class Family {
    final String name;
    final String help;
    final String type;
    final double[] bounds;
    final List<String> labels;
    final Map<List<String>, Series> series = new ConcurrentHashMap<>();
    volatile @Nullable Supplier<Map<List<String>, Double>> read;

    Family(String name, String help, String type, double[] bounds, List<String> labels) {
      this.name = name;
      this.help = help;
      this.type = type;
      this.bounds = bounds;
      this.labels = labels;
    }

    @Nullable Series series(String... values) {
      List<String> key = List.of(values);
      Series known = series.get(key);
      if (known != null) {
        return known;
      }
      if (key.size() != labels.size()) {
        throw new IllegalArgumentException(
            name + ": label values " + key + " (expected: one for each of " + labels + ")");
      }
      if (series.size() >= MOST_SERIES) {
        dropped.increment(name);
        return null;
      }
      return series.computeIfAbsent(key, k -> new Series(bounds.length));
    }

    void write(StringBuilder out) {
      out.append("# HELP ").append(name).append(' ');
      out.append(help.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
      out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
      Supplier<Map<List<String>, Double>> supplier = read;
      if (supplier != null) {
        supplier.get().forEach((values, value) -> sample(out, "", values, null, value));
        return;
      }
      List<List<String>> keys = new ArrayList<>(series.keySet());
      Collections.sort(keys, (a, b) -> String.join("\0", a).compareTo(String.join("\0", b)));
      for (List<String> key : keys) {
        Series one = series.get(key);
        if (one == null) {
          continue;
        }
        if (!type.equals("histogram")) {
          sample(out, "", key, null, one.sum.sum());
          continue;
        }
        long count = 0;
        for (int i = 0; i < one.buckets.length; i++) {
          count += one.buckets[i].sum();
          String le = i < bounds.length ? number(bounds[i]) : "+Inf";
          sample(out, "_bucket", key, le, (double) count);
        }
        sample(out, "_sum", key, null, one.sum.sum());
        sample(out, "_count", key, null, (double) count);
      }
    }

    private void sample(
        StringBuilder out, String suffix, List<String> values, @Nullable String le, double value) {
      out.append(name).append(suffix);
      String separator = "{";
      for (int i = 0; i < labels.size(); i++) {
        out.append(separator).append(labels.get(i)).append("=\"");
        out.append(escaped(values.get(i))).append('"');
        separator = ",";
      }
      if (le != null) {
        out.append(separator).append("le=\"").append(le).append('"');
        separator = ",";
      }
      if (separator.equals(",")) {
        out.append('}');
      }
      out.append(' ').append(number(value)).append('\n');
    }
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return Double.toString(value);
  }
}
