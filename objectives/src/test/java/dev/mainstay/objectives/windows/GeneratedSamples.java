package dev.mainstay.objectives.windows;

import dev.mainstay.telemetry.SeriesStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Counters with all that happens to them: restarts, gaps, stale markers, jitter, fractions, values
 * that are no numbers, duplicates, and one sample in ten late by up to four minutes.
 */
final class GeneratedSamples {
  private static final double LATE_SHARE = 0.1;

  private GeneratedSamples() {}

  /**
   * A sample on its way.
   *
   * @param at when it arrives
   */
  record Arrival(long at, long millis, double value) {}

  /** The kinds of series. */
  private enum Kind {
    WHOLE,
    FRACTIONS,
    LARGE,
    FALLING,
    NO_NUMBERS
  }

  static List<Arrival> of(Random random, long begin, long length) {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    long interval = List.of(5_000, 15_000, 30_000, 60_000).get(random.nextInt(4));
    int jitter = random.nextInt(4) == 0 ? 3_000 : random.nextInt(2) * 4 + 1;
    double mostFalls = List.of(0.0, 0.01, 0.2).get(random.nextInt(3));
    var arrivals = new ArrayList<Arrival>();
    double value = random.nextBoolean() ? 0 : step(kind, random) * 1_000;
    for (long at = begin; at < begin + length; at += interval) {
      if (random.nextInt(200) == 0) {
        at += interval * random.nextInt(40);
      }
      long millis = at + random.nextInt(jitter);
      value = random.nextDouble() < mostFalls ? step(kind, random) : value + step(kind, random);
      double told = random.nextInt(100) == 0 ? SeriesStore.STALE : odd(kind, random, value);
      long arrives = random.nextDouble() < LATE_SHARE ? millis + random.nextInt(240_000) : millis;
      arrivals.add(new Arrival(arrives, millis, told));
      if (random.nextInt(50) == 0) {
        arrivals.add(new Arrival(arrives + random.nextInt(20_000), millis, told));
      }
    }
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    return arrivals;
  }

  private static double step(Kind kind, Random random) {
    return switch (kind) {
      case WHOLE, NO_NUMBERS -> random.nextInt(200);
      case FRACTIONS -> random.nextDouble() * 10;
      case LARGE -> Math.floor(random.nextDouble() * 0x1p45);
      case FALLING -> random.nextInt(200) - 100;
    };
  }

  private static double odd(Kind kind, Random random, double value) {
    if (kind != Kind.NO_NUMBERS) {
      return value;
    }
    return switch (random.nextInt(30)) {
      case 0 -> Double.NaN;
      case 1 -> Double.POSITIVE_INFINITY;
      case 2 -> Double.NEGATIVE_INFINITY;
      case 3 -> -0.0;
      default -> value;
    };
  }
}
