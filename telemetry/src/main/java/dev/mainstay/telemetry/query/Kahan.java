package dev.mainstay.telemetry.query;

/**
 * A sum whose rounding errors are carried along (Neumaier, <i>Rundungsfehleranalyse einiger
 * Verfahren zur Summation endlicher Summen</i>, 1974), and a mean on top of it that survives sums
 * beyond the largest number.
 */
final class Kahan {
  private final boolean keepsCarry;
  private double sum;
  private double carry;

  /**
   * An empty sum.
   *
   * @param keepsCarry whether the carry becomes NaN where the sum becomes infinite, as up to 2.x
   */
  Kahan(boolean keepsCarry) {
    this.keepsCarry = keepsCarry;
  }

  void add(double value) {
    double next = sum + value;
    if (Double.isInfinite(next) && !keepsCarry) {
      carry = 0;
    } else {
      carry += error(sum, value, next);
    }
    sum = next;
  }

  /** The sum; where it overflowed, infinite. */
  double sum() {
    return Double.isInfinite(sum) ? sum : sum + carry;
  }

  /** The sum and the carry, whatever they are. */
  double sumAndCarry() {
    return sum + carry;
  }

  /** What {@code next}, the rounded sum of the others, lacks. */
  static double error(double sum, double value, double next) {
    return Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
  }

  /** A mean that starts as a sum and goes on incrementally where the sum would overflow. */
  static final class Mean {
    private double value;
    private double carry;
    private double count;
    private boolean incremental;

    /** Goes on from a sum of {@code count} values that the next one would overflow. */
    Mean(double sum, double carry, double count) {
      this.value = sum;
      this.carry = carry;
      this.count = count;
    }

    void add(double next) {
      count++;
      if (!incremental) {
        double sum = value + next;
        if (!Double.isInfinite(sum)) {
          carry += error(value, next, sum);
          value = sum;
          return;
        }
        incremental = true;
        value /= count - 1;
        carry /= count - 1;
      }
      if (Double.isInfinite(value)
          && (!Double.isInfinite(next) && !Double.isNaN(next)
              || Double.isInfinite(next) && value > 0 == next > 0)) {
        return;
      }
      double share = (count - 1) / count;
      double was = share * value;
      double part = next / count;
      double mean = was + part;
      carry = Double.isInfinite(mean) ? 0 : share * carry + error(was, part, mean);
      value = mean;
    }

    double mean() {
      if (incremental) {
        return Double.isInfinite(value) ? value : value + carry;
      }
      return Double.isInfinite(value) ? value : value / count + carry / count;
    }
  }

  /** The sum of some of the values; where it overflowed, infinite. */
  static double sum(double[] values, int from, int to) {
    double sum = 0;
    double carry = 0;
    for (int i = from; i < to; i++) {
      double next = sum + values[i];
      carry = Double.isInfinite(next) ? 0 : carry + error(sum, values[i], next);
      sum = next;
    }
    return Double.isInfinite(sum) ? sum : sum + carry;
  }

  /**
   * The {@link Mean} of some of the values, at least one. As a loop of its own over plain numbers,
   * which the compiler always keeps in registers.
   */
  static double mean(double[] values, int from, int to) {
    double sum = values[from];
    double carry = 0;
    for (int i = from + 1; i < to; i++) {
      double next = sum + values[i];
      if (Double.isInfinite(next)) {
        var mean = new Mean(sum, carry, i - from);
        for (int rest = i; rest < to; rest++) {
          mean.add(values[rest]);
        }
        return mean.mean();
      }
      carry += error(sum, values[i], next);
      sum = next;
    }
    double count = to - from;
    return Double.isInfinite(sum) ? sum : sum / count + carry / count;
  }

  /** The mean as Prometheus 2.42 has it over time: incremental from the start. */
  static double mean2(double[] values, int from, int to) {
    double mean = 0;
    double carry = 0;
    double count = 0;
    for (int i = from; i < to; i++) {
      double value = values[i];
      count++;
      if (Double.isInfinite(mean)
          && (!Double.isInfinite(value) && !Double.isNaN(value)
              || Double.isInfinite(value) && mean > 0 == value > 0)) {
        continue;
      }
      double part = value / count - mean / count;
      double next = mean + part;
      carry += error(mean, part, next);
      mean = next;
    }
    return Double.isInfinite(mean) ? mean : mean + carry;
  }
}
