package dev.mainstay.telemetry.scrape;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.telemetry.Exemplars;
import dev.mainstay.telemetry.MetricMetadata;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.TargetState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scrapes what a {@link ScrapeConfig} says: finds targets, relabels them, reads what they expose,
 * and stores it beside {@code up} and the other series that tell how a scrape went. A series that
 * is missing from a scrape, whose target is gone or does not answer, ends with a stale marker.
 * Thread-safe.
 */
public final class ConfiguredScrapes implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ConfiguredScrapes.class);

  private final Shared shared;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("mainstay-target-", 0).factory());
  private final Map<String, ScrapePool> pools = new LinkedHashMap<>();
  private ScrapeConfig config = ScrapeConfig.NONE;
  private boolean closed;

  public ConfiguredScrapes(
      SeriesStore store,
      Exemplars exemplars,
      MetricMetadata metadata,
      Clock clock,
      Ticker ticker,
      Scheduler scheduler) {
    shared = new Shared(store, exemplars, metadata, clock, ticker, scheduler);
  }

  /** Takes a configuration live: jobs that did not change go on undisturbed. */
  public synchronized void apply(ScrapeConfig next) {
    if (closed) {
      return;
    }
    config = next;
    var jobs = new HashMap<String, ScrapeConfig.Job>();
    next.jobs().forEach(job -> jobs.put(job.name(), job));
    pools
        .entrySet()
        .removeIf(entry -> {
          ScrapeConfig.Job same = jobs.get(entry.getKey());
          if (entry.getValue().job().equals(same)) {
            return false;
          }
          entry.getValue().close(true);
          return true;
        });
    for (ScrapeConfig.Job job : next.jobs()) {
      if (!pools.containsKey(job.name())) {
        try {
          var pool = new ScrapePool(job, shared, threads);
          pools.put(job.name(), pool);
          pool.start();
        } catch (IOException e) {
          log.error("job {}: not scraped: {}", job.name(), e.getMessage());
        }
      }
    }
  }

  public synchronized ScrapeConfig config() {
    return config;
  }

  /** Targets of a job that relabelling dropped: how many, and the labels of the first few. */
  public record Dropped(String job, int count, List<Map<String, String>> discovered) {}

  public synchronized List<TargetState> targets() {
    var targets = new ArrayList<TargetState>();
    for (ScrapePool pool : pools.values()) {
      for (ScrapeLoop loop : pool.loops()) {
        ScrapeTarget target = loop.target();
        ScrapeLoop.State state = loop.state();
        String error = state.error();
        targets.add(
            new TargetState(
                pool.job().name(),
                target.labels(),
                target.discovered(),
                target.url().toString(),
                state.health(),
                state.at(),
                state.took(),
                error == null ? "" : error,
                target.interval(),
                target.timeout()));
      }
    }
    return targets;
  }

  public synchronized List<Dropped> dropped() {
    return pools.values().stream()
        .map(pool -> new Dropped(pool.job().name(), pool.droppedCount(), pool.dropped()))
        .toList();
  }

  /** Ends scraping; series do not end, for their targets may go on. Idempotent. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      pools.values().forEach(ScrapePool::close);
      threads.shutdownNow();
    }
  }
}
