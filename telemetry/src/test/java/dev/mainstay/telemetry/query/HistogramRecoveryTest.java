package dev.mainstay.telemetry.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.NativeHistogram.Buckets;
import dev.mainstay.telemetry.NativeHistogram.Reset;
import dev.mainstay.telemetry.query.HistogramBuckets.Bucket;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HistogramRecoveryTest {
  private static Buckets some(Random random, int from, int to) {
    var all = new TreeMap<Integer, Double>();
    for (int i = 0; i < 5; i++) {
      all.put(random.nextInt(from, to), 1.0 + random.nextInt(9));
    }
    return Buckets.of(
        all.keySet().stream().mapToInt(Integer::intValue).toArray(),
        all.values().stream().mapToDouble(Double::doubleValue).toArray());
  }

  @Test
  void ofEverySchemaTheSameHistogramComesBack() {
    var random = new Random(1);
    for (int schema = -4; schema <= 8; schema++) {
      for (int i = 0; i < 200; i++) {
        int widest = schema < 0 ? 5 : 20 << schema;
        var sent =
            new NativeHistogram(
                schema,
                1e-30,
                3,
                40,
                7,
                some(random, -widest, widest),
                i % 2 == 0 ? Buckets.NONE : some(random, -widest, widest),
                List.of(),
                Reset.UNKNOWN);
        assertThat(HistogramRecovery.histogram(40, 7, HistogramBuckets.of(sent))).isEqualTo(sent);
      }
    }
  }

  @Test
  void aBucketBesideAWideZeroBucketIsKnownByItsUpperBound() {
    var sent =
        new NativeHistogram(
            0,
            0.3,
            1,
            4,
            2,
            Buckets.of(new int[] {-1, 2}, new double[] {2, 1}),
            Buckets.NONE,
            List.of(),
            Reset.UNKNOWN);
    assertThat(HistogramBuckets.of(sent)).contains(new Bucket(0, 0.3, 0.5, 2));
    assertThat(HistogramRecovery.histogram(4, 2, HistogramBuckets.of(sent))).isEqualTo(sent);
  }

  @Test
  void explicitBoundsAreThoseThatBucketsShow() {
    double infinity = Double.POSITIVE_INFINITY;
    List<Bucket> buckets =
        List.of(
            new Bucket(3, -infinity, -2, 1),
            new Bucket(0, 0.1, 0.25, 2),
            new Bucket(0, 0.25, 3, 4),
            new Bucket(0, 7, infinity, 8));
    NativeHistogram recovered = Objects.requireNonNull(HistogramRecovery.histogram(15, 1, buckets));
    assertThat(recovered.customBounds()).containsExactly(-2.0, 0.1, 0.25, 3.0, 7.0);
    assertThat(HistogramBuckets.of(recovered))
        .extracting(Bucket::count)
        .containsExactly(1.0, 2.0, 4.0, 8.0);
  }

  @Test
  void ofBucketsThatOverlapNothingIsMade() {
    assertThat(
            HistogramRecovery.histogram(
                3, 1, List.of(new Bucket(0, 0.1, 5, 1), new Bucket(0, 0.3, 7, 2))))
        .isNull();
  }
}
