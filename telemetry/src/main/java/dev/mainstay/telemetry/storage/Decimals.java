package dev.mainstay.telemetry.storage;

/**
 * Numbers with a few decimal places as whole multiples of a power of ten, where that gives back
 * every bit: a division of two exact doubles rounds to the double nearest to the fraction.
 */
final class Decimals {
  /** No number of places makes the value whole. */
  static final int NONE = -1;

  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
  private static final double EXACT = 1L << 53;

  private Decimals() {}

  /** The least number of places from {@code least} on that makes a value whole; or NONE. */
  static int places(double value, int least) {
    for (int places = least; places < POWERS.length; places++) {
      if (isWhole(value, places)) {
        return places;
      }
    }
    return NONE;
  }

  static boolean isWhole(double value, int places) {
    double scaled = Math.rint(value * POWERS[places]);
    return Math.abs(scaled) < EXACT
        && Double.doubleToRawLongBits((double) (long) scaled / POWERS[places])
            == Double.doubleToRawLongBits(value);
  }

  /** The multiple that a value is which {@link #isWhole}. */
  static long whole(double value, int places) {
    return (long) Math.rint(value * POWERS[places]);
  }

  static double value(long whole, int places) {
    return (double) whole / POWERS[places];
  }
}
