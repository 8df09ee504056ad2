package dev.mainstay.telemetry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.telemetry.SeriesStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ChunkTest {
  record Point(long step, long bits) {}

  @Property(tries = 1000)
  void everySampleComesBackBitForBit(@ForAll("points") List<Point> points) {
    var chunk = new Chunk();
    long millis = 1_790_000_000_000L;
    var expected = new ArrayList<List<Long>>();
    for (Point point : points) {
      millis += point.step;
      chunk.append(millis, Double.longBitsToDouble(point.bits));
      expected.add(List.of(millis, point.bits));
    }
    var read = new ArrayList<List<Long>>();
    for (var cursor = chunk.cursor(); cursor.next(); ) {
      read.add(List.of(cursor.timestamp(), Double.doubleToRawLongBits(cursor.value())));
    }
    assertThat(read).isEqualTo(expected);
    assertThat(chunk.count()).isEqualTo(points.size());
    assertThat(chunk.isFull()).isEqualTo(points.size() == Chunk.CAPACITY);
  }

  @Provide
  Arbitrary<List<Point>> points() {
    Arbitrary<Long> step =
        Arbitraries.oneOf(
            Arbitraries.just(5000L),
            Arbitraries.longs().between(4990, 5010),
            Arbitraries.longs().between(1, 200_000),
            Arbitraries.longs().between(1, 1L << 40));
    Arbitrary<Long> bits =
        Arbitraries.oneOf(
            Arbitraries.longs(),
            Arbitraries.integers().between(0, 1000).map(i -> Double.doubleToRawLongBits(i)),
            Arbitraries.of(
                Double.doubleToRawLongBits(SeriesStore.STALE),
                Double.doubleToRawLongBits(Double.NaN),
                Double.doubleToRawLongBits(-0.0),
                0L));
    return Combinators.combine(step, bits).as(Point::new).list().ofMinSize(1).ofMaxSize(120);
  }

  @Test
  void aRegularSteadyCounterTakesFewBytes() {
    var chunk = new Chunk();
    for (int i = 0; i < Chunk.CAPACITY; i++) {
      chunk.append(1_790_000_000_000L + i * 5000L, 1000);
    }
    // 16 bytes for the first, two for the first step, then two bits a sample.
    assertThat(chunk.byteSize()).isEqualTo(48);
  }

  @Test
  void countsAndDecimalFractionsTakeTheirDifferences() {
    assertThat(packed(i -> 1e6 + i * 40)).isLessThan(120 * 11 / 8 + 20);
    assertThat(packed(i -> (i * 7919 % 1000) / 1e3)).isLessThan(120 * 17 / 8 + 20);
    assertThat(packed(i -> 1.0 / (i + 3))).isGreaterThan(120 * 40 / 8);
  }

  private static int packed(IntToDoubleFunction value) {
    var chunk = new Chunk();
    for (int i = 0; i < Chunk.CAPACITY; i++) {
      chunk.append(1_790_000_000_000L + i * 5000L, value.applyAsDouble(i));
    }
    return chunk.packedSize();
  }

  @Test
  void placesGrowWithTheValuesUntilOneHasTooMany() {
    var chunk = new Chunk();
    chunk.append(1, 5);
    assertThat(chunk.places()).isZero();
    chunk.append(2, 0.25);
    assertThat(chunk.places()).isEqualTo(2);
    chunk.append(3, 0.000001);
    assertThat(chunk.places()).isEqualTo(6);
    chunk.append(4, 0.0000001);
    assertThat(chunk.places()).isEqualTo(Decimals.NONE);
    chunk.append(5, 5);
    assertThat(chunk.places()).isEqualTo(Decimals.NONE);
  }

  @Test
  void aValueBeforeThatHasTooManyDigitsForMorePlacesIsKeptAsItIs() {
    for (double large : new double[] {(1L << 53) - 1, -(1L << 53) + 1, 1L << 53}) {
      var chunk = new Chunk();
      chunk.append(1, large);
      chunk.append(2, 0.5);
      chunk.append(3, -large);
      assertThat(chunk.places()).isEqualTo(Decimals.NONE);
      var read = new ArrayList<Double>();
      for (var cursor = chunk.cursor(); cursor.next(); ) {
        read.add(cursor.value());
      }
      assertThat(read).containsExactly(large, 0.5, -large);
    }
  }

  @Test
  void theNextChunkHasThePlacesOfTheLast() {
    var chunk = new Chunk();
    for (int i = 0; i < Chunk.CAPACITY; i++) {
      chunk.append(i, i / 100.0);
    }
    var next = Chunk.after(chunk);
    next.append(1000, 3);
    assertThat(next.places()).isEqualTo(2);
  }
}
