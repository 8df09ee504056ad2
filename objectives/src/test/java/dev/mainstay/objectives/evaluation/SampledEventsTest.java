package dev.mainstay.objectives.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SampledEventsTest {
  private static final long STEP = 30_000;
  private static final long RETENTION = 500 * STEP;

  /** Against adding up one by one: late, repeated and changed moments, and restarts in between. */
  @Property(tries = 200)
  void countsWhatAddingOneByOneCounts(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 2_000) int moments,
      @ForAll boolean whole,
      @ForAll boolean wholeTotal)
      throws IOException {
    var random = new Random(seed);
    var events = new SampledEvents(RETENTION);
    var naive = new TreeMap<Long, Events>();
    long newest = 0;
    for (int i = 0; i < moments; i++) {
      boolean late = newest > 0 && random.nextInt(4) == 0;
      long at =
          late
              ? newest - random.nextLong(Math.min(newest, RETENTION))
              : newest + STEP * (1 + random.nextInt(3));
      at -= late && random.nextBoolean() ? at % STEP : 0;
      double total = whole || wholeTotal ? random.nextInt(5) : random.nextDouble() * 5;
      var told =
          new Events(Math.min(total, whole ? random.nextInt(3) : random.nextDouble()), total);
      Events before = naive.put(at, told);
      boolean changed = events.put(at, told);
      if (whole) {
        assertThat(changed).isEqualTo(!told.equals(before));
      }
      newest = Math.max(newest, at);
      if (random.nextInt(100) == 0) {
        events = restarted(events);
      }
      if (random.nextInt(10) == 0 || i == moments - 1) {
        long from = newest - random.nextLong(RETENTION + 1);
        long to = from + random.nextLong(newest - from + STEP);
        Events counted = events.between(Lanes.ANY, from, to);
        Events expected =
            naive.subMap(from, false, to, true).values().stream().reduce(Events.NONE, Events::plus);
        double tolerance = whole ? 0 : 1e-9;
        assertThat(counted.good()).isCloseTo(expected.good(), within(tolerance));
        assertThat(counted.total()).isCloseTo(expected.total(), within(tolerance));
      }
    }
  }

  private static SampledEvents restarted(SampledEvents events) throws IOException {
    var bytes = new ByteArrayOutputStream();
    events.writeTo(new DataOutputStream(bytes));
    var again = new SampledEvents(RETENTION);
    again.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    var secondBytes = new ByteArrayOutputStream();
    again.writeTo(new DataOutputStream(secondBytes));
    assertThat(secondBytes.toByteArray()).isEqualTo(bytes.toByteArray());
    return again;
  }

  @Test
  void regularMomentsOfWholeNumbersTakeAFewBytesEach() throws IOException {
    var events = new SampledEvents(2_880 * STEP);
    for (int i = 1; i <= 28_800; i++) {
      events.put(i * STEP, new Events(i % 2, 1));
    }
    var bytes = new ByteArrayOutputStream();
    events.writeTo(new DataOutputStream(bytes));

    // Those that nobody asks for are gone, but for less than a block.
    assertThat(bytes.size()).isLessThan((2_880 + EventBlock.CAPACITY) * 3);
    assertThat(events.between(Lanes.ANY, 25_920 * STEP, 28_800 * STEP))
        .isEqualTo(new Events(1_440, 2_880));
  }

  @Test
  void aMomentThatIsToldAgainChangesNothing() {
    var events = new SampledEvents(RETENTION);
    assertThat(events.put(STEP, new Events(1, 2))).isTrue();
    assertThat(events.put(STEP, new Events(1, 2))).isFalse();
    assertThat(events.put(STEP, new Events(2, 2))).isTrue();
    // That nothing happened was not known before.
    assertThat(events.put(2 * STEP, Events.NONE)).isTrue();
    assertThat(events.put(2 * STEP, Events.NONE)).isFalse();
    assertThat(events.between(Lanes.ANY, STEP - 1, STEP)).isEqualTo(new Events(2, 2));
    assertThat(events.between(Lanes.ANY, STEP, 2 * STEP)).isEqualTo(Events.NONE);
  }
}
