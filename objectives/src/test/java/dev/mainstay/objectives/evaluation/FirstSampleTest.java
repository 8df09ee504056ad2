package dev.mainstay.objectives.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.StoredSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FirstSampleTest {
  private static final long MONTH = Duration.ofDays(30).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** Samples at some times; notes how much time of them is asked for. */
  private static final class Times implements StoredSeries {
    private final TreeSet<Long> times = new TreeSet<>();
    private long asked;

    Times(long... times) {
      for (long time : times) {
        this.times.add(time);
      }
    }

    @Override
    public Labels labels() {
      return Labels.of("x");
    }

    @Override
    public SampleCursor samples(long fromMillis, long toMillis) {
      asked += toMillis - fromMillis + 1;
      PrimitiveIterator.OfLong found =
          (fromMillis > toMillis
                  ? new TreeSet<Long>()
                  : times.subSet(fromMillis, true, toMillis, true))
              .stream().mapToLong(Long::longValue).iterator();
      return new SampleCursor() {
        private long at;

        @Override
        public boolean next() {
          if (!found.hasNext()) {
            return false;
          }
          at = found.nextLong();
          return true;
        }

        @Override
        public long timestamp() {
          return at;
        }

        @Override
        public double value() {
          return 1;
        }
      };
    }
  }

  @Test
  void nothingIsAsAtTheEnd() {
    assertThat(FirstSample.of(List.of(), 10, 20)).isEqualTo(20);
    assertThat(FirstSample.of(List.of(new Times(9, 21)), 10, 20)).isEqualTo(20);
    assertThat(FirstSample.of(List.of(new Times(5)), 10, 5)).isEqualTo(5);
  }

  @Test
  void bothEndsAreWithin() {
    assertThat(FirstSample.of(List.of(new Times(10, 15)), 10, 20)).isEqualTo(10);
    assertThat(FirstSample.of(List.of(new Times(19, 20)), 10, 20)).isEqualTo(19);
    assertThat(FirstSample.of(List.of(new Times(20)), 10, 20)).isEqualTo(20);
    long piece = FirstSample.PIECE;
    assertThat(FirstSample.of(List.of(new Times(piece - 1)), 0, MONTH)).isEqualTo(piece - 1);
    assertThat(FirstSample.of(List.of(new Times(piece)), 0, MONTH)).isEqualTo(piece);
  }

  @Test
  void whatBeganEarlyIsNotReadToTheEnd() {
    var early = new Times(1000, DAY, MONTH - 1);
    var later = new Times(2000, DAY);

    assertThat(FirstSample.of(List.of(early, later), 0, MONTH)).isEqualTo(1000);

    assertThat(early.asked).isEqualTo(FirstSample.PIECE);
    assertThat(later.asked).isEqualTo(1000);
  }

  @Property
  void itIsTheEarliestOfAll(@ForAll long seed) {
    var random = new Random(seed);
    long from = random.nextLong(-DAY, DAY);
    long to = from + random.nextLong(0, MONTH);
    var all = new ArrayList<Times>();
    long earliest = to;
    for (int i = random.nextInt(4); i > 0; i--) {
      var series = new Times();
      for (int samples = random.nextInt(4); samples > 0; samples--) {
        long at = random.nextLong(from - DAY, to + DAY);
        series.times.add(at);
        earliest = at >= from ? Math.min(earliest, at) : earliest;
      }
      all.add(series);
    }

    assertThat(FirstSample.of(all, from, to)).isEqualTo(earliest);
    assertThat(all).allMatch(each -> each.asked <= to - from + 1);
  }
}
