package dev.mainstay.telemetry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.NativeHistogram.Buckets;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SeriesStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CodecTest {
  record Point(long step, long bits) {}

  @Property(tries = 1000)
  void aSealedChunkGivesEveryBitBack(@ForAll("chunks") List<Point> points) {
    var chunk = new Chunk();
    long millis = 1_790_000_000_000L;
    var expected = new ArrayList<List<Long>>();
    for (Point point : points) {
      millis += point.step;
      chunk.append(millis, Double.longBitsToDouble(point.bits));
      expected.add(List.of(millis, point.bits));
    }
    byte[] sealed = chunk.seal();
    assertThat(read(SealedChunk.cursor(chunk.firstMillis(), sealed))).isEqualTo(expected);
    assertThat(SealedChunk.lastMillis(chunk.firstMillis(), sealed)).isEqualTo(millis);
    assertThat(SealedChunk.count(sealed)).isEqualTo(points.size());
    var saved = new ByteWriter(16);
    chunk.save(saved);
    Chunk restored = Chunk.restore(new ByteReader(saved.toBytes()), chunk.places());
    assertThat(read(restored.cursor())).isEqualTo(expected);
    for (double next : new double[] {7, 7.5, 1 / 3.0}) {
      if (!restored.isFull()) {
        millis += 5;
        restored.append(millis, next);
        expected.add(List.of(millis, Double.doubleToRawLongBits(next)));
        assertThat(read(restored.cursor())).isEqualTo(expected);
      }
    }
  }

  private static List<List<Long>> read(SampleCursor cursor) {
    var read = new ArrayList<List<Long>>();
    while (cursor.next()) {
      read.add(List.of(cursor.timestamp(), Double.doubleToRawLongBits(cursor.value())));
    }
    return read;
  }

  @Provide
  Arbitrary<List<Point>> chunks() {
    Arbitrary<Long> regular = Arbitraries.just(15_000L);
    Arbitrary<Long> any =
        Arbitraries.oneOf(
            regular,
            Arbitraries.longs().between(14_990, 15_010),
            Arbitraries.longs().between(1, 1L << 40));
    Arbitrary<Long> counts =
        Arbitraries.integers().between(0, 1000).map(i -> Double.doubleToRawLongBits(i));
    Arbitrary<Long> decimals =
        Arbitraries.longs()
            .between(-1_000_000, 1_000_000)
            .map(i -> Double.doubleToRawLongBits(i / 1000.0));
    Arbitrary<Long> special =
        Arbitraries.of(
            Double.doubleToRawLongBits(SeriesStore.STALE),
            Double.doubleToRawLongBits(Double.NaN),
            0x7ff8000000000123L,
            Double.doubleToRawLongBits(-0.0),
            Double.doubleToRawLongBits(Double.POSITIVE_INFINITY),
            Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY),
            Double.doubleToRawLongBits(Double.MIN_VALUE),
            Double.doubleToRawLongBits(9007199254740993.0),
            0L);
    Arbitrary<Long> mixed = Arbitraries.oneOf(Arbitraries.longs(), counts, decimals, special);
    return Arbitraries.oneOf(
        points(regular, counts),
        points(any, counts),
        points(any, decimals),
        Combinators.combine(points(any, counts), points(regular, decimals), points(any, mixed))
            .as((whole, fractions, rest) ->
                Stream.of(whole, fractions, rest).flatMap(List::stream).limit(120).toList()),
        points(regular, Arbitraries.just(5L)),
        points(any, mixed));
  }

  private static Arbitrary<List<Point>> points(Arbitrary<Long> steps, Arbitrary<Long> bits) {
    return Combinators.combine(steps, bits).as(Point::new).list().ofMinSize(1).ofMaxSize(120);
  }

  @Property(tries = 300)
  void histogramsComeBackAsTheyWere(@ForAll("histograms") List<NativeHistogram> histograms) {
    var chunk = new HistogramChunk();
    for (int i = 0; i < histograms.size(); i++) {
      chunk.append(1000L + i * i, histograms.get(i));
    }
    var read = new ArrayList<NativeHistogram>();
    for (var cursor = SealedChunk.cursor(1000, chunk.seal()); cursor.next(); ) {
      assertThat(cursor.isHistogram()).isTrue();
      read.add(cursor.histogram());
    }
    assertThat(read).isEqualTo(histograms);
    var saved = new ByteWriter(16);
    chunk.save(saved);
    var restored = HistogramChunk.restore(new ByteReader(saved.toBytes()));
    assertThat(restored.lastMillis()).isEqualTo(chunk.lastMillis());
  }

  @Provide
  Arbitrary<List<NativeHistogram>> histograms() {
    Arbitrary<Double> count =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 1_000_000).map(i -> (double) i),
            Arbitraries.doubles(),
            Arbitraries.of(-0.0, Double.POSITIVE_INFINITY));
    Arbitrary<Buckets> buckets =
        Arbitraries.integers()
            .between(-100, 100)
            .set()
            .ofMaxSize(6)
            .flatMap(indexes ->
                count
                    .array(double[].class)
                    .ofSize(indexes.size())
                    .map(counts ->
                        Buckets.of(indexes.stream().sorted().mapToInt(i -> i).toArray(), counts)));
    return Combinators.combine(
            Arbitraries.integers().between(-4, 8),
            count,
            count,
            Arbitraries.doubles(),
            buckets,
            buckets,
            Arbitraries.of(NativeHistogram.Reset.values()))
        .as((schema, zero, all, sum, positive, negative, reset) ->
            new NativeHistogram(
                schema, 0.001, zero, all, sum, positive, negative, List.of(), reset))
        .list()
        .ofMinSize(1)
        .ofMaxSize(20);
  }
}
