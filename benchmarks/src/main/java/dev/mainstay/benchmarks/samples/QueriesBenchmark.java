package dev.mainstay.benchmarks.samples;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Ticker;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Queries over HTTP, Mainstay and Prometheus one after the other over the same samples, each a
 * process of its own in a folder of its own. {@code ordinary}: forty range queries over six hours,
 * 250 steps, of counters with a sample a minute for one day. {@code ratio}: the share of errors of
 * 100 objectives over 30 days, in one query, after 15 s of the same.
 *
 * <p>Arguments: work folder, {@code ordinary} or {@code ratio}, series, rounds, and optionally
 * {@code ours} to leave Prometheus out.
 */
public final class QueriesBenchmark {
  private static final int PER_REQUEST = 1000;
  private static final Duration STEP = Duration.ofMinutes(1);
  private static final Ticker TICKER = Ticker.system();

  private final Path folder;
  private final int series;
  private final int rounds;
  private final Instant end;

  private QueriesBenchmark(Path folder, int series, int rounds) {
    this.folder = folder;
    this.series = series;
    this.rounds = rounds;
    this.end = Clock.system().now().minus(Duration.ofMinutes(5));
  }

  private interface Start {
    Subject in(Path folder) throws IOException, InterruptedException;
  }

  /** What is asked, at least once and as long as the warming up is before it is counted. */
  private record Work(
      Duration history,
      IntFunction<Map<String, String>> labels,
      List<Ask> asks,
      Duration warmingUp) {}

  private record Ask(String name, String path) {}

  public static void main(String[] args) throws Exception {
    var benchmark =
        new QueriesBenchmark(
            Files.createTempDirectory(Path.of(args[0]), "queries"),
            Integer.parseInt(args[2]),
            Integer.parseInt(args[3]));
    Work work = args[1].equals("ratio") ? benchmark.ratio() : benchmark.ordinary();
    double[] ours = benchmark.run("mainstay", Subject::mainstay, work);
    boolean alone = args.length > 4 && args[4].equals("ours");
    double[] theirs =
        alone ? new double[ours.length] : benchmark.run("prometheus", Subject::prometheus, work);
    double logs = 0;
    int both = 0;
    for (int i = 0; i < ours.length; i++) {
      double ratio = ours[i] / theirs[i];
      if (!Double.isNaN(ratio)) {
        logs += Math.log(ratio);
        both++;
      }
      System.out.printf(
          Locale.ROOT,
          "| %.1f | %.1f | %.2f | `%s` |%n",
          theirs[i],
          ours[i],
          ours[i] / theirs[i],
          work.asks.get(i).name);
    }
    System.out.printf(
        Locale.ROOT, "geometric mean %.3f of %d that both answer%n", Math.exp(logs / both), both);
  }

  /** Loads the samples, then gives the median milliseconds of each question. */
  private double[] run(String name, Start start, Work work) throws Exception {
    try (Subject subject = start.in(folder.resolve(name))) {
      long begun = TICKER.nanos();
      load(subject, work);
      System.out.printf(
          Locale.ROOT,
          "%s: loaded in %.1f s, %d MB resident at most%n",
          name,
          TICKER.since(begun).toNanos() / 1e9,
          subject.peakMegabytes());
      double[] medians = new double[work.asks.size()];
      for (int i = 0; i < medians.length; i++) {
        medians[i] = median(subject, work.asks.get(i).path, work.warmingUp);
      }
      System.out.printf(Locale.ROOT, "%s: %d MB at most%n", name, subject.peakMegabytes());
      return medians;
    }
  }

  private void load(Subject subject, Work work) throws IOException {
    var requests = new ArrayList<Requests>();
    for (int at = 0; at < series; at += PER_REQUEST) {
      requests.add(Requests.counters(at, Math.min(PER_REQUEST, series - at), work.labels));
    }
    try (var to = new Connection(subject.port())) {
      Instant at = end.minus(work.history);
      for (; !at.isAfter(end); at = at.plus(STEP)) {
        for (Requests request : requests) {
          to.write(request.next(at.toEpochMilli()));
        }
      }
    }
  }

  /** In milliseconds; NaN if it is refused. */
  private double median(Subject subject, String path, Duration warmingUp) {
    try {
      return answered(subject, path, warmingUp);
    } catch (IOException e) {
      System.out.println(path + ": " + e.getMessage());
      return Double.NaN;
    }
  }

  private double answered(Subject subject, String path, Duration warmingUp) throws IOException {
    double[] millis = new double[rounds];
    long first = TICKER.nanos();
    do {
      subject.get(path);
    } while (TICKER.since(first).compareTo(warmingUp) < 0);
    for (int i = 0; i < rounds; i++) {
      long begun = TICKER.nanos();
      subject.get(path);
      millis[i] = TICKER.since(begun).toNanos() / 1e6;
    }
    Arrays.sort(millis);
    return millis[rounds / 2];
  }

  private Work ratio() {
    String query =
        "sum by (slo) (increase(requests_total{code=~\"5..\"}[30d]))"
            + " / sum by (slo) (increase(requests_total[30d]))";
    return new Work(
        Duration.ofDays(30).plus(STEP.multipliedBy(2)),
        each ->
            Map.of(
                "__name__",
                "requests_total",
                "job",
                "shop-api",
                "slo",
                "s" + each % 100,
                "instance",
                "i" + each / 200,
                "code",
                each / 100 % 2 == 0 ? "200" : "500"),
        List.of(
            new Ask(
                query, "/api/v1/query?query=" + encoded(query) + "&time=" + end.getEpochSecond())),
        Duration.ofSeconds(15));
  }

  private Work ordinary() {
    Duration over = Duration.ofHours(6);
    var asks = new ArrayList<Ask>();
    for (String query : OrdinaryQueries.ALL) {
      asks.add(
          new Ask(
              query,
              "/api/v1/query_range?query="
                  + encoded(query)
                  + "&start="
                  + end.minus(over).getEpochSecond()
                  + "&end="
                  + end.getEpochSecond()
                  + "&step="
                  + over.toMillis() / 250 / 1e3));
    }
    String[] codes = {"200", "404", "500", "503"};
    return new Work(
        Duration.ofDays(1),
        each ->
            Map.of(
                "__name__",
                "http_requests_total",
                "code",
                codes[each % 4],
                "path",
                "/p" + each / 4 % 50,
                "instance",
                "i" + each / 200,
                "job",
                "api"),
        asks,
        Duration.ZERO);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
