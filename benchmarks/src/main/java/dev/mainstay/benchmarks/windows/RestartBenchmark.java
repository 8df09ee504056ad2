package dev.mainstay.benchmarks.windows;

import dev.mainstay.design.SourceText;
import dev.mainstay.design.slo.OpenSlos;
import dev.mainstay.design.slo.Slo;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.SystemScheduler;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.objectives.evaluation.SloEngine;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Retention;
import dev.mainstay.telemetry.SampleBatch;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.query.QueryEngine;
import dev.mainstay.telemetry.query.QuerySettings;
import dev.mainstay.telemetry.storage.DurableSeriesStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long it takes after {@code kill -9} until every objective stands where it stood: budgets of
 * thirty days over ten counters each. One process counts thirty days, a sample every two hours and
 * in the last three hours every 30 s, saves, takes in two more minutes, and is killed; fresh ones
 * open the same folder, and compare.
 *
 * <p>Arguments: an empty folder, objectives, series (ten for each objective, the others only
 * stored), restarts. A folder that was counted before is only restarted.
 */
public final class RestartBenchmark {
  private static final int COUNTERS = 10;
  private static final Duration COARSE = Duration.ofHours(2);
  private static final Duration FINE = Duration.ofSeconds(30);
  private static final Duration COUNTED = Duration.ofMinutes(10);
  private static final Ticker TICKER = Ticker.system();

  private final Path folder;
  private final int objectives;
  private final int series;

  private RestartBenchmark(Path folder, int objectives, int series) {
    this.folder = folder;
    this.objectives = objectives;
    this.series = series;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    var benchmark =
        new RestartBenchmark(
            Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    if (args.length == 4) {
      if (!Files.exists(benchmark.last())) {
        process("count", args);
      }
      for (int i = 0; i < Integer.parseInt(args[3]); i++) {
        process("restart", args);
      }
      return;
    }
    if (args[4].equals("count")) {
      benchmark.count();
    } else {
      benchmark.restart();
    }
    // Without an orderly end of the store, as after SIGKILL.
    System.exit(0);
  }

  private static void process(String what, String[] args) throws IOException, InterruptedException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xmx3g",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            RestartBenchmark.class.getName(),
            args[0],
            args[1],
            args[2],
            args[3],
            what);
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException(what + ": exit " + exit);
    }
  }

  private List<Slo> slos() {
    var documents = new ArrayList<SourceText>();
    for (int i = 0; i < objectives; i++) {
      String total = "requests_total{slo=\"%d\"".formatted(i);
      String document =
          """
          apiVersion: openslo/v1
          kind: SLO
          metadata: { name: slo-%d }
          spec:
            service: shop
            indicator:
              metadata: { name: good }
              spec:
                ratioMetric:
                  counter: true
                  bad: { metricSource: { spec: { query: 'sum(rate(%s,code=~"[89]"}[5m]))' } } }
                  total: { metricSource: { spec: { query: 'sum(rate(%s}[5m]))' } } }
            timeWindow: [ { duration: 30d, isRolling: true } ]
            budgetingMethod: Occurrences
            objectives: [ { target: 0.99 } ]
          """
              .formatted(i, total, total);
      documents.add(new SourceText("slo-%d.yaml".formatted(i), document));
    }
    return OpenSlos.read(documents).slos();
  }

  private DurableSeriesStore store(SystemScheduler scheduler) {
    return new DurableSeriesStore(
        folder.resolve("samples"),
        SeriesLimits.of(series + 1).outOfOrder(Duration.ofHours(1)),
        new Retention(Duration.ofDays(60), Duration.ofDays(90), Duration.ofDays(400)),
        Clock.system(),
        scheduler);
  }

  private static SloEngine engine(DurableSeriesStore store) {
    return new SloEngine(
        store, new QueryEngine(store, TICKER, QuerySettings.DEFAULT), SloEngine.Settings.DEFAULT);
  }

  private Path snapshot() {
    return folder.resolve("objectives.snapshot");
  }

  private Path last() {
    return folder.resolve("last");
  }

  private void count() throws IOException {
    DurableSeriesStore store = store(new SystemScheduler());
    SloEngine engine = engine(store);
    Instant now = Clock.system().now();
    Instant at = now.minus(Duration.ofDays(30));
    var counters = new ArrayList<GeneratedCounter>();
    var labels = new ArrayList<Labels>();
    for (int i = 0; i < series; i++) {
      counters.add(new GeneratedCounter(i));
      labels.add(
          Labels.of(
              "requests_total",
              "slo",
              "" + i / COUNTERS,
              "code",
              "" + i % COUNTERS,
              "job",
              "shop"));
    }
    append(store, counters, labels, at);
    engine.apply(slos(), at);
    Instant fine = now.minus(Duration.ofHours(3));
    Instant saved = now.minus(Duration.ofMinutes(2));
    Instant next = at;
    while (at.isBefore(now)) {
      at = at.plus(at.isBefore(fine) ? COARSE : FINE);
      append(store, counters, labels, at);
      if (!at.isBefore(next) || at.isAfter(saved)) {
        engine.tick(at);
        next = at.plus(COUNTED);
      }
      if (at.isAfter(saved) && !Files.exists(snapshot())) {
        save(engine);
      }
    }
    Files.writeString(last(), at + "\n" + statuses(engine));
  }

  private void save(SloEngine engine) throws IOException {
    long begun = TICKER.nanos();
    engine.save(snapshot());
    System.out.printf(
        Locale.ROOT, "snapshot: %.1f s, %,d bytes%n", seconds(begun), Files.size(snapshot()));
  }

  private static void append(
      DurableSeriesStore store, List<GeneratedCounter> counters, List<Labels> labels, Instant at) {
    for (int i = 0; i < counters.size(); ) {
      try (SampleBatch batch = store.batch()) {
        for (int end = Math.min(counters.size(), i + 20_000); i < end; i++) {
          GeneratedCounter counter = counters.get(i);
          long sample = counter.until(at.toEpochMilli());
          batch.choose(null, labels.get(i));
          batch.add(counter.millis(sample), counter.value(sample));
        }
        batch.commit();
      }
    }
  }

  private String statuses(SloEngine engine) {
    var text = new StringBuilder();
    for (int i = 0; i < objectives; i++) {
      text.append(engine.status("shop", "slo-" + i).orElseThrow()).append('\n');
    }
    return text.toString();
  }

  private void restart() throws IOException {
    long begun = TICKER.nanos();
    List<Slo> slos = slos();
    double read = seconds(begun);
    DurableSeriesStore store = store(new SystemScheduler());
    double opened = seconds(begun);
    String[] before = Files.readString(last()).split("\n", 2);
    Instant now = Instant.parse(before[0]);
    SloEngine engine = engine(store);
    engine.apply(slos, now, snapshot());
    double restored = seconds(begun);
    engine.tick(now);
    double counted = seconds(begun);
    boolean same = statuses(engine).equals(before[1]);
    engine.tick(now.plus(FINE));
    System.out.printf(
        Locale.ROOT,
        "%,d objectives, %,d series: documents read after %.2f s, samples open %.2f s, objectives"
            + " restored %.2f s, counted %.2f s, next tick %.2f s; the same as before: %s%n",
        objectives,
        series,
        read,
        opened,
        restored,
        counted,
        seconds(begun),
        same);
  }

  private static double seconds(long since) {
    return TICKER.since(since).toNanos() / 1e9;
  }
}
