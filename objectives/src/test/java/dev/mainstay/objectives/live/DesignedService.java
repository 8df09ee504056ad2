package dev.mainstay.objectives.live;

import dev.mainstay.design.Objective;
import dev.mainstay.design.slo.DesignSlos;
import dev.mainstay.kernel.Place;
import dev.mainstay.objectives.evaluation.SloEngine;
import dev.mainstay.objectives.evaluation.SloStatus;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.MemorySeriesStore;
import dev.mainstay.telemetry.Sample;
import dev.mainstay.telemetry.Scrape;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.Target;
import dev.mainstay.telemetry.query.QueryEngine;
import dev.mainstay.telemetry.query.QuerySettings;
import dev.mainstay.testkit.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A service of a design with scraped instances, and what holds its objectives. */
final class DesignedService {
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Place PLACE = new Place("shop.yaml", 1, 1, 1);

  final ManualTime time = new ManualTime();
  final MemoryLiveStore store = new MemoryLiveStore();
  private final MemorySeriesStore samples =
      new MemorySeriesStore(Duration.ofDays(60), SeriesLimits.of(100));
  private final Path folder;
  LiveObjectives live;
  private boolean running;

  DesignedService(Path folder) {
    this.folder = folder;
    this.live = open();
  }

  private LiveObjectives open() {
    var queries = new QueryEngine(samples, time, QuerySettings.DEFAULT);
    return new LiveObjectives(
        new SloEngine(samples, queries, SloEngine.Settings.DEFAULT),
        new Remembered(store, time),
        folder.resolve("objectives"),
        time,
        time,
        time,
        Runnable::run);
  }

  void hold(Objective... objectives) {
    live.apply(Stream.of(objectives).map(each -> DesignSlos.of("shop", each, PLACE)).toList());
    if (!running) {
      live.start();
      running = true;
    }
  }

  /** What was not saved is gone, and so is who held the objectives; another holds them next. */
  void kill() {
    live = open();
    running = false;
  }

  Instance instance(String name, double started) {
    return new Instance(name, started);
  }

  SloStatus status(String name) {
    return Objects.requireNonNull(live.find("shop", name).orElseThrow().judged());
  }

  List<String> burning(String name) {
    return status(name).burns().stream()
        .filter(SloStatus.Burn::burning)
        .map(SloStatus.Burn::rule)
        .toList();
  }

  double rate(String name, Duration window) {
    return status(name).rates().stream()
        .filter(rate -> rate.window().equals(window))
        .findFirst()
        .orElseThrow()
        .burnRate();
  }

  /** Scrapes for a while, with so many events in each interval. */
  void run(Instance instance, Duration length, double good, double bad) {
    for (long i = 0; i < length.dividedBy(EVERY); i++) {
      time.advance(EVERY);
      instance.requests(good, bad);
      instance.scrape();
    }
  }

  /** A stand-in for an instance: counters and a start. */
  final class Instance {
    private final Target target;
    private final double started;
    private final Map<List<String>, Double> values = new HashMap<>();

    Instance(String name, double started) {
      this.target = new Target("shop", name, "1", "127.0.0.1", 1);
      this.started = started;
    }

    void count(double by, String metric, String... labels) {
      var key = new ArrayList<>(List.of(metric));
      key.addAll(List.of(labels));
      values.merge(key, by, Double::sum);
    }

    void requests(double good, double bad) {
      count(good, "http_server_requests_total", "status", "200");
      if (bad > 0) {
        count(bad, "http_server_requests_total", "status", "503");
      }
    }

    void scrape() {
      var scraped = new ArrayList<Sample>();
      values.forEach(
          (key, value) -> scraped.add(sample(value, key.getFirst(), key.subList(1, key.size()))));
      if (started > 0) {
        scraped.add(sample(started, "process_start_time_seconds", List.of()));
      }
      scraped.add(sample(1, "up", List.of()));
      scraped.forEach(each -> samples.append(each.labels(), time.now(), each.value()));
      live.scraped(new Scrape(target, time.now(), true, scraped, Duration.ZERO));
    }

    private Sample sample(double value, String metric, List<String> labels) {
      Labels labelled =
          Labels.of(metric, labels.toArray(String[]::new))
              .with("service", target.service())
              .with("instance", target.instance())
              .with("version", target.version());
      return new Sample(labelled, value);
    }

    void gone() {
      live.gone(target, time.now());
    }
  }
}
