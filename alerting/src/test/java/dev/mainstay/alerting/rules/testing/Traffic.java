package dev.mainstay.alerting.rules.testing;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A service of two instances, minute by minute: its traffic comes and goes, errors and slow
 * requests come in bursts, instances restart, and some scrapes are missed.
 */
final class Traffic {
  private final Random random;
  private final int minutes;
  private final boolean calm;
  private final Map<String, double[]> series = new TreeMap<>();

  Traffic(Random random, int minutes) {
    this(random, minutes, false);
  }

  /** With {@code calm}, nothing restarts, no scrape is missed, and no hour is quiet. */
  Traffic(Random random, int minutes, boolean calm) {
    this.random = random;
    this.minutes = minutes;
    this.calm = calm;
    for (String instance : new String[] {"a", "b"}) {
      instance(instance);
    }
  }

  /** Series to a value for each minute; NaN where none was taken. */
  Map<String, double[]> series() {
    return series;
  }

  /** As a unit test has it. */
  static String text(double[] values) {
    return Arrays.stream(values)
        .mapToObj(value -> Double.isNaN(value) ? "_" : Long.toString((long) value))
        .collect(Collectors.joining(" "));
  }

  private void instance(String instance) {
    double[] good = of("http_requests_total{code=\"200\",instance=\"%s\",job=\"shop\"}", instance);
    double[] bad = of("http_requests_total{code=\"503\",instance=\"%s\",job=\"shop\"}", instance);
    double[] fast =
        of("http_duration_seconds_bucket{instance=\"%s\",job=\"shop\",le=\"0.5\"}", instance);
    double[] all = of("http_duration_seconds_count{instance=\"%s\",job=\"shop\"}", instance);
    double[] up = of("up{instance=\"%s\",job=\"shop\"}", instance);
    long[] counts = new long[4];
    int burst = 0;
    double share = 0;
    int gap = 0;
    boolean quiet = !calm && random.nextInt(3) == 0;
    for (int minute = 0; minute < minutes; minute++) {
      if (!calm && random.nextInt(240) == 0) {
        quiet = !quiet;
      }
      if (burst == 0 && random.nextInt(150) == 0) {
        burst = 1 + random.nextInt(90);
        share = random.nextDouble() * random.nextDouble();
      }
      if (!calm && gap == 0 && random.nextInt(300) == 0) {
        gap = 1 + random.nextInt(12);
      }
      if (!calm && random.nextInt(400) == 0) {
        Arrays.fill(counts, 0);
      }
      long requests = quiet ? random.nextInt(3) : 50 + random.nextInt(200);
      double failing = burst > 0 ? share : 0.002;
      for (int i = 0; i < requests; i++) {
        boolean fails = random.nextDouble() < failing;
        counts[fails ? 1 : 0]++;
        counts[2] += random.nextDouble() < failing * 2 ? 0 : 1;
        counts[3]++;
      }
      boolean down = gap > 0;
      double[][] taken = {good, bad, fast, all};
      for (int i = 0; i < taken.length; i++) {
        taken[i][minute] = down ? Double.NaN : counts[i];
      }
      up[minute] = down ? (random.nextInt(5) == 0 ? Double.NaN : 0) : 1;
      burst = Math.max(0, burst - 1);
      gap = Math.max(0, gap - 1);
    }
  }

  private double[] of(String labels, String instance) {
    double[] values = new double[minutes];
    series.put(labels.formatted(instance), values);
    return values;
  }
}
