package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Rate;

/** Comparisons that forgive the rounding of floating-point sums, and how their terms are told. */
public final class Load {
  private static final double TOLERANCE = 1e-9;
  private static final String[] SIZES = {"B", "kB", "MB", "GB", "TB", "PB"};

  private Load() {}

  static boolean above(double a, double b) {
    return a > b + TOLERANCE * Math.abs(b);
  }

  static boolean atLeast(double a, double b) {
    return a >= b - TOLERANCE * Math.abs(b);
  }

  public static String rate(double perSecond) {
    return Numbers.of(perSecond) + "/s";
  }

  /** Exact where a size is whole MiB, else to four digits in decimal units. */
  public static String size(double bytes) {
    if (bytes < 0) {
      return "-" + size(-bytes);
    }
    if (bytes == Math.rint(bytes) && bytes % (1 << 20) == 0 && bytes < Long.MAX_VALUE) {
      return new Bytes((long) bytes).toString();
    }
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < SIZES.length - 1) {
      value /= 1000;
      unit++;
    }
    return Numbers.of(value) + " " + SIZES[unit];
  }

  /** Whole instances that carry the rate. */
  static double instancesFor(double perSecond, Rate capacity) {
    return Math.ceil(perSecond / capacity.perSecond() - TOLERANCE);
  }

  /** What all instances carry together when so many run. */
  static double carried(int instances, Rate capacity) {
    return instances * capacity.perSecond();
  }
}
