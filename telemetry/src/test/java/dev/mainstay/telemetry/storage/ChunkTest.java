package dev.mainstay.telemetry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.telemetry.SeriesStore;
import java.util.ArrayList;
import java.util.List;
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
}
