package dev.mainstay.telemetry.query;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.SeriesStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Series as services have them, and as they have them on bad days. */
final class DifferentialData {
  static final long START = 1_767_225_600_000L;
  static final long END = START + 2 * 3_600_000L;
  private static final long SCRAPE = 15_000;
  private static final String[] BOUNDS = {"0.1", "0.5", "1", "2.5", "+Inf"};

  private final Random random;
  private final List<TestSeries> series = new ArrayList<>();

  DifferentialData(long seed) {
    random = new Random(seed);
  }

  List<TestSeries> generate() {
    for (String job : List.of("api", "db", "web")) {
      for (int instance = 0; instance < 3; instance++) {
        String name = "i" + instance;
        for (String code : List.of("200", "404", "500")) {
          counter(Labels.of("requests_total", "job", job, "instance", name, "code", code));
        }
        counter(Labels.of("errors_total", "job", job, "instance", name));
        gauge(Labels.of("temperature", "job", job, "instance", name), false);
        gauge(Labels.of("memory_bytes", "job", job, "instance", name, "kind", "heap"), true);
        classic(job, name);
        natives(Labels.of("native_seconds", "job", job, "instance", name));
      }
      info(job);
    }
    odd();
    return series;
  }

  private TestSeries begin(Labels labels) {
    var each = new TestSeries(labels);
    series.add(each);
    return each;
  }

  /** The times of one series' scrapes: regular or not, with gaps, begun late or ended early. */
  private List<Long> scrapes() {
    var times = new ArrayList<Long>();
    boolean jitter = random.nextInt(3) == 0;
    long begin = random.nextInt(4) == 0 ? START + random.nextInt(3_600_000) : START;
    long end = random.nextInt(4) == 0 ? END - random.nextInt(3_600_000) : END;
    long gapEnd = 0;
    for (long time = begin; time < end; time += SCRAPE) {
      if (random.nextInt(100) == 0) {
        gapEnd = time + random.nextInt(900_000);
      }
      if (time >= gapEnd) {
        times.add(jitter ? time + random.nextInt(2_000) : time);
      }
    }
    return times;
  }

  private boolean addedStale(TestSeries into, long time) {
    if (random.nextInt(60) == 0) {
      into.add(time, SeriesStore.STALE);
      return true;
    }
    return false;
  }

  private void counter(Labels labels) {
    TestSeries into = begin(labels);
    double value = random.nextInt(3) == 0 ? 0 : random.nextInt(10_000);
    boolean fractions = random.nextInt(3) == 0;
    boolean quiet = random.nextInt(5) == 0;
    for (long time : scrapes()) {
      if (addedStale(into, time)) {
        continue;
      }
      if (random.nextInt(80) == 0) {
        value = random.nextBoolean() ? 0 : random.nextInt(5);
      }
      into.add(time, value);
      if (!quiet || random.nextInt(20) == 0) {
        value += fractions ? random.nextDouble() * 10 : random.nextInt(20);
      }
    }
  }

  private void gauge(Labels labels, boolean large) {
    TestSeries into = begin(labels);
    double value = large ? 1e9 : 20;
    for (long time : scrapes()) {
      if (addedStale(into, time)) {
        continue;
      }
      into.add(time, value);
      value += random.nextGaussian() * (large ? 1e6 : 1);
    }
  }

  private void classic(String job, String instance) {
    var buckets = new ArrayList<TestSeries>();
    for (String bound : BOUNDS) {
      buckets.add(
          begin(Labels.of("latency_bucket", "job", job, "instance", instance, "le", bound)));
    }
    double[] counts = new double[BOUNDS.length];
    boolean broken = random.nextInt(4) == 0;
    for (long time : scrapes()) {
      double more = 0;
      for (int i = 0; i < BOUNDS.length; i++) {
        more += random.nextInt(5);
        counts[i] += more;
        double value = broken && random.nextInt(10) == 0 ? counts[i] / 2 : counts[i];
        buckets.get(i).add(time, value);
      }
    }
  }

  /**
   * Histograms whose buckets come as they are observed, or are all written from the beginning.
   *
   * <p>Prometheus adds buckets of later samples to those in the same chunk, and up to 2.x answers
   * depend on whether a side has any, be they empty. Where they grow, each sign that will be
   * observed is therefore observed at once: when a chunk begins is no part of the data.
   */
  private void natives(Labels labels) {
    TestSeries into = begin(labels);
    int schema = random.nextInt(-1, 4);
    boolean negative = random.nextInt(3) == 0;
    boolean grows = random.nextInt(3) != 0;
    var positives = new TreeMap<Integer, Double>();
    var negatives = new TreeMap<Integer, Double>();
    boolean begins = true;
    double zeros = 0;
    double sum = 0;
    for (long time : scrapes()) {
      if (begins || random.nextInt(100) == 0) {
        positives.clear();
        negatives.clear();
        for (int i = -3; !grows && i < 6; i++) {
          positives.put(i, 0.0);
          if (negative && i >= -2 && i < 3) {
            negatives.put(i, 0.0);
          }
        }
        begins = grows;
        zeros = 0;
        sum = 0;
      }
      for (int i = begins ? 1 + random.nextInt(5) : random.nextInt(6); i > 0; i--) {
        double value = random.nextInt(1, 64) / 8.0;
        sum += value;
        positives.merge(random.nextInt(-3, 6), (double) random.nextInt(1, 4), Double::sum);
        if (negative) {
          negatives.merge(random.nextInt(-2, 3), 1.0, Double::sum);
          sum -= 0.5;
        }
        zeros += random.nextInt(3) == 0 ? 1 : 0;
      }
      begins = false;
      double count = zeros;
      count += positives.values().stream().mapToDouble(Double::doubleValue).sum();
      count += negatives.values().stream().mapToDouble(Double::doubleValue).sum();
      into.add(
          time,
          new NativeHistogram(
              schema,
              0.001,
              zeros,
              count,
              sum,
              buckets(positives),
              buckets(negatives),
              List.of(),
              NativeHistogram.Reset.UNKNOWN));
    }
  }

  private static NativeHistogram.Buckets buckets(TreeMap<Integer, Double> counts) {
    return NativeHistogram.Buckets.of(
        counts.keySet().stream().mapToInt(Integer::intValue).toArray(),
        counts.values().stream().mapToDouble(Double::doubleValue).toArray());
  }

  private void info(String job) {
    TestSeries into = begin(Labels.of("build_info", "job", job, "version", "v" + job.length()));
    for (long time = START; time < END; time += SCRAPE) {
      into.add(time, 1);
    }
  }

  private void odd() {
    double[] values = {
      Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -0.0, 1, -1, 0.5, 1e300
    };
    for (int i = 0; i < 4; i++) {
      TestSeries into = begin(Labels.of("odd", "job", "api", "instance", "i" + i));
      for (long time : scrapes()) {
        if (!addedStale(into, time)) {
          into.add(time, i == 3 ? random.nextInt(4) : values[random.nextInt(values.length)]);
        }
      }
    }
    for (int i = 0; i < 3; i++) {
      TestSeries into = begin(Labels.of("level", "job", "db", "instance", "i" + i));
      for (long time : scrapes()) {
        into.add(time, random.nextInt(3));
      }
    }
  }
}
