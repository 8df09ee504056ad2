package dev.mainstay.telemetry.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class KahanTest {
  private static double any(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> Double.POSITIVE_INFINITY;
      case 1 -> Double.NEGATIVE_INFINITY;
      case 2 -> Double.NaN;
      case 3, 4 -> Double.MAX_VALUE * random.nextDouble();
      case 5 -> -Double.MAX_VALUE * random.nextDouble();
      default -> random.nextGaussian() * 1e6;
    };
  }

  /** The loops are the classes' recurrences, to the last bit. */
  @Property
  void loopsGiveWhatOneValueAfterTheOtherDoes(@ForAll long seed) {
    var random = new Random(seed);
    double[] values = random.doubles(12).map(value -> any(random)).toArray();
    int from = random.nextInt(5);
    int to = from + 1 + random.nextInt(7);
    var sum = new Kahan(false);
    var mean = new Kahan.Mean(values[from], 0, 1);
    for (int i = from; i < to; i++) {
      sum.add(values[i]);
      if (i > from) {
        mean.add(values[i]);
      }
    }

    assertThat(Kahan.sum(values, from, to)).isEqualTo(Double.valueOf(sum.sum()));
    assertThat(Kahan.mean(values, from, to)).isEqualTo(Double.valueOf(mean.mean()));
  }

  @Test
  void whatASumLosesIsInTheMean() {
    assertThat(Kahan.mean(new double[] {1e16, 1, -1e16}, 0, 3)).isEqualTo(1.0 / 3);
    assertThat(Kahan.sum(new double[] {1e16, 1, -1e16}, 0, 3)).isEqualTo(1);
    assertThat(Kahan.mean(new double[] {1e308, 1e308, 1e308}, 0, 3)).isEqualTo(1e308);
  }
}
