package dev.mainstay.objectives.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Ticker;
import dev.mainstay.promql.Dialect;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.MemorySeriesStore;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.StoredSeries;
import dev.mainstay.telemetry.query.QueryEngine;
import dev.mainstay.telemetry.query.QueryResult;
import dev.mainstay.telemetry.query.QuerySettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Windows that follow their samples against the query engine over the same samples, bit for bit,
 * with a tenth of the samples late: now and then over what has arrived until then, and in the end
 * over everything, with only those answers given anew that a sample was said to touch. Where older
 * samples come from a store, the windows are saved and restored in between, too.
 *
 * <p>{@code -Dmainstay.windows.comparisons=1000000} for a longer run.
 */
class IncrementalAgainstBatchTest {
  private static final int WANTED = Integer.getInteger("mainstay.windows.comparisons", 60_000);
  private static final Duration LATE = Duration.ofMinutes(5);
  private static final List<Duration> WINDOWS =
      List.of(
          Duration.ofSeconds(40),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(12));
  private static final long BEGIN = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
  private static final long TICK = Duration.ofSeconds(30).toMillis();
  private static final int TICKS = 240;

  private final MemorySeriesStore store =
      new MemorySeriesStore(
          Duration.ofDays(30), SeriesLimits.of(100_000).outOfOrder(Duration.ofHours(1)));
  private final QueryEngine engine = new QueryEngine(store, Ticker.system(), QuerySettings.DEFAULT);
  private long compared;

  @ParameterizedTest
  @CsvSource({"PROMQL,false", "PROMQL,true", "PROMQL_2,false", "PROMQL_2,true"})
  void nothingDiffers(WindowMode mode, boolean olderFromStore) throws IOException {
    var random = new Random(42 + mode.ordinal());
    int perSeries = TICKS * WINDOWS.size();
    int series = Math.max(10, Math.ceilDiv(WANTED, 4 * perSeries));
    for (int i = 0; i < series; i++) {
      compare(
          mode,
          olderFromStore,
          Labels.of("x", "mode", mode + "-" + olderFromStore, "i", "" + i),
          random);
    }

    System.out.printf(
        "%s, older samples from a store: %s: %,d compared%n", mode, olderFromStore, compared);
    assertThat(compared).isGreaterThanOrEqualTo(WANTED / 4);
  }

  private void compare(WindowMode mode, boolean olderFromStore, Labels labels, Random random)
      throws IOException {
    List<GeneratedSamples.Arrival> arrivals = GeneratedSamples.of(random, BEGIN, TICK * TICKS);
    Duration memory = olderFromStore ? Duration.ofMinutes(20) : Duration.ofHours(13);
    var plan = new WindowPlan(mode, WINDOWS, LATE, memory);
    var windows = new SeriesWindows(plan, BEGIN, olderFromStore ? stored(labels) : null);
    double[][] answers = new double[WINDOWS.size()][TICKS];
    int arrived = 0;
    for (int tick = 0; tick < TICKS; tick++) {
      long now = BEGIN + tick * TICK;
      for (; arrived < arrivals.size() && arrivals.get(arrived).at() <= now; arrived++) {
        var sample = arrivals.get(arrived);
        var taken = windows.add(sample.millis(), sample.value());
        assertThat(taken.outcome()).isNotEqualTo(Taken.Outcome.TOO_LATE);
        if (taken.outcome() != Taken.Outcome.CONFLICT) {
          store.append(labels, Instant.ofEpochMilli(sample.millis()), sample.value());
        }
        answerAnew(windows, taken, answers, tick);
      }
      if (olderFromStore && tick % 60 == 59) {
        windows = restored(windows, plan, stored(labels), now);
      }
      for (int window = 0; window < WINDOWS.size(); window++) {
        answers[window][tick] = windows.increase(window, now);
        if (tick % 40 == 39) {
          assertSame(batch(mode, "increase", labels, window, now, now), answers, window, tick);
          assertThat(windows.rate(window, now))
              .isEqualTo(
                  batch(mode, "rate", labels, window, now, now)
                      .getOrDefault(now, SeriesWindows.ABSENT));
        }
      }
    }
    for (int window = 0; window < WINDOWS.size(); window++) {
      long last = BEGIN + (TICKS - 1) * TICK;
      Map<Long, Double> batch = batch(mode, "increase", labels, window, BEGIN, last);
      for (int tick = 0; tick < TICKS; tick++) {
        assertSame(batch, answers, window, tick);
        compared++;
      }
    }
  }

  private static SeriesWindows restored(
      SeriesWindows saved, WindowPlan plan, StoredSeries stored, long now) throws IOException {
    long until = now - LATE.toMillis();
    var bytes = new ByteArrayOutputStream();
    saved.writeTo(new DataOutputStream(bytes), until);
    var in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    var windows = SeriesWindows.readFrom(in, plan, stored);
    assertThat(in.available()).isZero();
    SampleCursor samples = stored.samples(Math.max(0, until), Long.MAX_VALUE);
    while (samples.next()) {
      windows.add(samples.timestamp(), samples.value());
    }
    return windows;
  }

  private static void answerAnew(
      SeriesWindows windows, Taken taken, double[][] answers, int ticks) {
    for (int window = 0; window < WINDOWS.size(); window++) {
      for (int tick = 0; tick < ticks; tick++) {
        long at = BEGIN + tick * TICK;
        if (taken.touches(at, WINDOWS.get(window))) {
          answers[window][tick] = windows.increase(window, at);
        }
      }
    }
  }

  private void assertSame(Map<Long, Double> batch, double[][] answers, int window, int tick) {
    double expected = batch.getOrDefault(BEGIN + tick * TICK, SeriesWindows.ABSENT);
    double answer = answers[window][tick];
    boolean same =
        SeriesStore.isStale(expected)
            ? SeriesStore.isStale(answer)
            : !SeriesStore.isStale(answer) && Double.compare(expected, answer) == 0;
    assertThat(same)
        .describedAs(
            "window %s, tick %s: %s instead of %s", WINDOWS.get(window), tick, answer, expected)
        .isTrue();
  }

  private Map<Long, Double> batch(
      WindowMode mode, String function, Labels labels, int window, long from, long to) {
    String query =
        "%s(x{mode=\"%s\",i=\"%s\"}[%ds])"
            .formatted(
                function, labels.value("mode"), labels.value("i"), WINDOWS.get(window).toSeconds());
    Dialect dialect = mode == WindowMode.PROMQL_2 ? Dialect.PROMETHEUS_2 : Dialect.PROMETHEUS_3;
    var answers = new HashMap<Long, Double>();
    for (QueryResult.Points points :
        engine
            .with(QuerySettings.DEFAULT.with(dialect))
            .range(
                query,
                Instant.ofEpochMilli(from),
                Instant.ofEpochMilli(to),
                Duration.ofMillis(TICK))
            .series()) {
      for (int i = 0; i < points.times().length; i++) {
        answers.put(points.times()[i], points.values()[i]);
      }
    }
    return answers;
  }

  private StoredSeries stored(Labels labels) {
    return new StoredSeries() {
      @Override
      public Labels labels() {
        return labels;
      }

      @Override
      public SampleCursor samples(long from, long to) {
        return store
            .select(
                List.of(
                    Matcher.equal("mode", labels.value("mode")),
                    Matcher.equal("i", labels.value("i"))),
                0,
                Long.MAX_VALUE)
            .getFirst()
            .samples(from, to);
      }
    };
  }
}
