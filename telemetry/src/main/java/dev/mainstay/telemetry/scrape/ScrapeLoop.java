package dev.mainstay.telemetry.scrape;

import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.telemetry.ExpositionException;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.MetricMetadata;
import dev.mainstay.telemetry.SampleBatch;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.TargetState.Health;
import dev.mainstay.telemetry.ingest.MalformedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scrapes one target on schedule until it is stopped. */
final class ScrapeLoop {
  private static final List<String> REPORTS =
      List.of(
          "up",
          "scrape_duration_seconds",
          "scrape_samples_scraped",
          "scrape_samples_post_metric_relabeling",
          "scrape_series_added");
  private static final Logger log = LoggerFactory.getLogger(ScrapeLoop.class);

  private final ScrapeConfig.Job job;
  private final Shared shared;
  private final ScrapeClient client;
  private final TargetSeries series;
  private final List<Scheduler.Task> tasks = new ArrayList<>();
  // Held while results are stored; never while fetching.
  private final ReentrantLock lock = new ReentrantLock();
  private volatile ScrapeTarget target;
  private volatile @Nullable String jobProblem;
  private volatile State state = new State(Health.UNKNOWN, null, Duration.ZERO, null);
  private boolean busy;
  private boolean stopped;
  private boolean begun;

  /** How the last scrape went. */
  record State(Health health, @Nullable Instant at, Duration took, @Nullable String error) {}

  ScrapeLoop(ScrapeConfig.Job job, Shared shared, ScrapeClient client, ScrapeTarget target) {
    this.job = job;
    this.shared = shared;
    this.client = client;
    this.target = target;
    this.series = new TargetSeries(job, target.labels(), shared.store(), shared.exemplars());
  }

  ScrapeTarget target() {
    return target;
  }

  /** The same target, discovered with other labels. */
  void target(ScrapeTarget same) {
    target = same;
  }

  State state() {
    return state;
  }

  /** Why all scrapes of the job fail, or null. */
  void jobProblem(@Nullable String problem) {
    jobProblem = problem;
  }

  /** At a moment of the interval that depends on the target, so that not all answer together. */
  void start() {
    Duration every = target.interval();
    int hash = (target.url() + "/" + target.labels()).hashCode() * 0x9E3779B9;
    Duration offset = every.multipliedBy(hash >>> 16).dividedBy(1 << 16);
    String name = "scrape " + target.url().getAuthority();
    lock.lock();
    try {
      tasks.add(shared.scheduler().after(offset, name, () -> begin(every, name)));
    } finally {
      lock.unlock();
    }
  }

  private void begin(Duration every, String name) {
    lock.lock();
    try {
      if (stopped) {
        return;
      }
      tasks.add(shared.scheduler().every(every, name, this::scrape));
    } finally {
      lock.unlock();
    }
    scrape();
  }

  private void scrape() {
    lock.lock();
    try {
      if (busy || stopped) {
        return;
      }
      busy = true;
    } finally {
      lock.unlock();
    }
    Instant at = shared.clock().now();
    long start = shared.ticker().nanos();
    Scraped scraped = null;
    String error = jobProblem;
    if (error == null) {
      try {
        ScrapeClient.Answer answer = client.fetch(target);
        scraped = Scraped.read(answer.format(), answer.body(), job.choices().classicToo());
      } catch (IOException | ExpositionException | MalformedException e) {
        error = String.valueOf(e.getMessage());
      } catch (RuntimeException e) {
        log.error("{}: scraping failed", target.url(), e);
        error = "an unexpected failure; the log has it";
      }
    }
    Duration took = shared.ticker().since(start);
    lock.lock();
    try {
      busy = false;
      if (!stopped) {
        store(scraped, error, at, took);
      }
    } finally {
      lock.unlock();
    }
  }

  private void store(
      @Nullable Scraped scraped, @Nullable String failed, Instant at, Duration took) {
    long millis = at.toEpochMilli();
    TargetSeries.Counts counts = TargetSeries.Counts.NONE;
    if (scraped == null) {
      series.end(millis);
    } else {
      counts = series.take(scraped, millis);
      describe(scraped);
    }
    String error = failed == null ? counts.problem() : failed;
    double[] values = {
      error == null ? 1 : 0,
      Durations.seconds(took),
      counts.scraped(),
      counts.kept(),
      counts.added()
    };
    report(millis, values);
    String remark = error == null ? counts.refused() : error;
    if (!Objects.equals(remark, state.error)) {
      if (remark == null) {
        log.info("{}: scraped again", target.url());
      } else {
        log.warn("{}: {}: {}", target.url(), error == null ? "in part" : "not scraped", remark);
      }
    }
    state = new State(error == null ? Health.UP : Health.DOWN, at, took, remark);
  }

  private void report(long millis, double[] values) {
    begun = true;
    try (SampleBatch batch = shared.store().batch()) {
      for (int i = 0; i < values.length; i++) {
        series.report(batch, REPORTS.get(i), millis, values[i]);
      }
      batch.commitSoon();
    }
  }

  private void describe(Scraped scraped) {
    var families = new HashMap<String, MetricMetadata.Entry>();
    scraped
        .families()
        .forEach((name, family) ->
            families.put(
                name, new MetricMetadata.Entry(family.type(), family.help(), family.unit())));
    shared.metadata().put(target.labels(), families);
  }

  /**
   * Ends.
   *
   * @param gone whether the target's series end too, as when it is not among the targets any more
   */
  void stop(boolean gone) {
    lock.lock();
    try {
      stopped = true;
      tasks.forEach(Scheduler.Task::cancel);
      Labels labels = target.labels();
      if (gone) {
        long now = shared.clock().now().toEpochMilli();
        series.end(now);
        shared.metadata().remove(labels);
        if (begun) {
          double[] stale = new double[REPORTS.size()];
          java.util.Arrays.fill(stale, SeriesStore.STALE);
          report(now, stale);
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
