package dev.mainstay.telemetry.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Ticker;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.PromqlException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Asks Debian's Prometheus 2.42 and the engine the same questions of the same samples. More of them
 * with {@code -Dmainstay.differential.queries=100000}, others with {@code
 * -Dmainstay.differential.seed=2}.
 */
class PrometheusDifferentialIT {
  private static final int QUERIES = Integer.getInteger("mainstay.differential.queries", 3_000);
  private static final long SEED = Long.getLong("mainstay.differential.seed", 1);

  @TempDir Path folder;

  @Test
  void answersAreThoseOfPrometheus() throws Exception {
    List<TestSeries> series = new DifferentialData(SEED).generate();
    var engine =
        new QueryEngine(
            TestSeries.reader(series),
            Ticker.system(),
            QuerySettings.DEFAULT.with(Dialect.PROMETHEUS_2));
    var generator = new QueryGenerator(SEED);
    var random = new Random(SEED);
    var differences = new ArrayList<String>();
    int answered = 0;
    int unstable = 0;
    try (var prometheus = QueriedPrometheus.start(folder)) {
      prometheus.write(series, DifferentialData.START, DifferentialData.END + 60_000);
      for (int i = 0; i < QUERIES; i++) {
        String query = generator.query();
        long offset = random.nextInt(7_200_000 + 600_000) - 300_000L;
        long at =
            DifferentialData.START + (random.nextBoolean() ? offset / 15_000 * 15_000 : offset);
        int steps = random.nextInt(3) == 0 ? 0 : random.nextInt(1, 80);
        long step = List.of(1_000L, 15_000L, 60_000L, 77_777L, 300_000L).get(random.nextInt(5));
        String difference = compare(prometheus, engine, query, at, steps, step);
        if (difference != null && isUnstable(prometheus, query, at, steps, step)) {
          unstable++;
        } else if (difference != null) {
          differences.add(
              query + "\n  at " + at + " steps " + steps + " of " + step + "\n  " + difference);
        } else {
          answered++;
        }
        if (differences.size() > 40) {
          break;
        }
      }
    }
    System.out.println(
        "queries answered alike: "
            + answered
            + ", different: "
            + differences.size()
            + ", where Prometheus differs from itself: "
            + unstable);
    assertThat(String.join("\n", differences)).isEmpty();
  }

  private static @org.jspecify.annotations.Nullable String compare(
      QueriedPrometheus prometheus,
      QueryEngine engine,
      String query,
      long at,
      int steps,
      long step) {
    JsonNode theirs = ask(prometheus, query, at, steps, step);
    QueryResult ours = null;
    String error = null;
    try {
      Instant start = Instant.ofEpochMilli(at);
      ours =
          steps == 0
              ? engine.instant(query, start)
              : engine.range(query, start, start.plusMillis(steps * step), Duration.ofMillis(step));
    } catch (PromqlException | QueryException e) {
      error = e.toString();
    }
    return Differences.between(theirs, ours, error);
  }

  private static JsonNode ask(
      QueriedPrometheus prometheus, String query, long at, int steps, long step) {
    return steps == 0
        ? prometheus.query(query, at / 1e3)
        : prometheus.range(query, at / 1e3, (at + steps * step) / 1e3, step / 1e3);
  }

  /**
   * The original adds up and breaks ties in the order of its hash maps. With few series that order
   * is random by no more than the place where it begins, the common one comes seven times out of
   * eight: 200 equal answers by chance are one in 10^11.
   */
  private static boolean isUnstable(
      QueriedPrometheus prometheus, String query, long at, int steps, long step) {
    JsonNode first = ask(prometheus, query, at, steps, step);
    for (int i = 0; i < 200; i++) {
      if (Differences.isUnstable(first, ask(prometheus, query, at, steps, step))) {
        return true;
      }
    }
    return false;
  }
}
