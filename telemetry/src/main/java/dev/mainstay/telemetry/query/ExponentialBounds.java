package dev.mainstay.telemetry.query;

/**
 * Where the buckets of an exponential schema <i>s</i> end: at the powers of
 * 2<sup>2<sup>-s</sup></sup>.
 *
 * <p>They are those of Prometheus to the last bit, which are not the nearest numbers: within a
 * power of two every other boundary is the one of the next coarser schema, and those between are
 * the one before times the factor. An estimate from other boundaries would differ by a bit, and
 * where two estimates should be equal that bit is a counter that fell.
 */
final class ExponentialBounds {
  private static final int FINEST = 8;
  // 2^(2^-s), as Prometheus rounds it; of the first schema it is not the nearest number.
  private static final double[] FACTORS = {
    2,
    1.414213562373095,
    1.189207115002721,
    1.0905077326652577,
    1.0442737824274138,
    1.0218971486541166,
    1.0108892860517005,
    1.0054299011128027,
    1.0027112750502025
  };
  // By schema, those from 1 to before 2.
  private static final double[][] WITHIN = within();

  private ExponentialBounds() {}

  private static double[][] within() {
    var all = new double[FINEST + 1][];
    all[0] = new double[] {1};
    for (int schema = 1; schema <= FINEST; schema++) {
      var bounds = new double[1 << schema];
      for (int i = 0; i < bounds.length; i++) {
        bounds[i] = i % 2 == 0 ? all[schema - 1][i / 2] : bounds[i - 1] * FACTORS[schema];
      }
      all[schema] = bounds;
    }
    return all;
  }

  /**
   * The upper bound of the positive bucket {@code index}.
   *
   * @param schema at most 8
   * @return the largest number for the last bucket of numbers, infinity for the one of infinities
   */
  static double upper(int schema, int index) {
    double within = 1;
    long exponent;
    if (schema <= 0) {
      exponent = (long) index << -schema;
    } else {
      exponent = index >> schema;
      within = WITHIN[schema][index & (1 << schema) - 1];
    }
    if (exponent == Double.MAX_EXPONENT + 1 && within == 1) {
      return Double.MAX_VALUE;
    }
    return Math.scalb(within, Math.toIntExact(Math.clamp(exponent, -2000, 2000)));
  }
}
