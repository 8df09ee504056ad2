package dev.mainstay.telemetry;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.kernel.Ticker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Reads the metrics of every instance of every service, on schedule.
 *
 * <p>Each round of a service asks the {@link TargetSource} who is there. An instance seen for the
 * first time is scraped at once, afterwards at a moment of the round that depends on its name, so
 * that instances do not answer all together. A scrape that is still under way when the next is due
 * makes that one be left out.
 *
 * <p>Every sample gets the labels {@code service}, {@code instance} and {@code version}; labels
 * that the service exposes under these names are kept as {@code exported_service} and so on. A
 * series that is missing from a scrape, or whose instance is gone or did not answer, ends with a
 * stale marker.
 *
 * <p>Thread-safe.
 */
public final class Scraper implements AutoCloseable {
  /** The samples that one scrape may have; one with more counts as failed. */
  public static final int SAMPLE_LIMIT = 10_000;

  /** What the scrapes of all services share. */
  record Context(
      TargetSource targets,
      Fetcher fetcher,
      SeriesStore store,
      MetricMetadata metadata,
      Clock clock,
      Ticker ticker,
      Scheduler scheduler,
      List<ScrapeListener> listeners) {}

  private final Context context;
  private final Map<String, ServiceScrapes> services = new HashMap<>();
  private boolean started;
  private boolean closed;

  public Scraper(
      TargetSource targets, SeriesStore store, Clock clock, Ticker ticker, Scheduler scheduler) {
    this(targets, new HttpFetcher(), store, clock, ticker, scheduler);
  }

  /** A scraper that reads by {@code fetcher}, which it closes if it can be closed. */
  public Scraper(
      TargetSource targets,
      Fetcher fetcher,
      SeriesStore store,
      Clock clock,
      Ticker ticker,
      Scheduler scheduler) {
    context =
        new Context(
            targets,
            fetcher,
            store,
            new MetricMetadata(),
            clock,
            ticker,
            scheduler,
            new CopyOnWriteArrayList<>());
  }

  /**
   * Takes a plan live: jobs that did not change go on undisturbed, the instances of services that
   * it lacks are reported gone.
   */
  public synchronized void apply(TelemetryPlan plan) {
    var jobs = new HashMap<String, TelemetryPlan.Job>();
    plan.jobs().forEach(job -> jobs.put(job.service(), job));
    services
        .entrySet()
        .removeIf(entry -> {
          if (jobs.containsKey(entry.getKey())) {
            return false;
          }
          entry.getValue().stop();
          entry.getValue().forgetAll();
          return true;
        });
    jobs.forEach((service, job) -> {
      var scrapes = services.computeIfAbsent(service, s -> new ServiceScrapes(s, context));
      if (scrapes.use(job) && started && !closed) {
        scrapes.begin();
      }
    });
  }

  /** Adds a listener, which is called after those added before. */
  public void addListener(ScrapeListener listener) {
    context.listeners.add(listener);
  }

  /** Begins to scrape. Idempotent. */
  public synchronized void start() {
    if (!started && !closed) {
      started = true;
      services.values().forEach(ServiceScrapes::begin);
    }
  }

  /**
   * Ends scraping; listeners hear nothing more once it returns. Instances are not reported gone,
   * for they may go on. Idempotent.
   */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      services.values().forEach(ServiceScrapes::stop);
      if (context.fetcher instanceof AutoCloseable closeable) {
        try {
          closeable.close();
        } catch (Exception e) {
          throw new IllegalStateException("cannot close the fetcher", e);
        }
      }
    }
  }

  /** Mainstay's own figures about scraping and the store, in the exposition's form. */
  public Exposition metrics() {
    Metrics metrics = new Metrics();
    synchronized (this) {
      services.values().forEach(scrapes -> scrapes.measure(metrics));
    }
    metrics.measure(context.store.stats());
    return metrics.exposition();
  }

  /** What the instances say of their metrics; others may add to it. */
  public MetricMetadata metadata() {
    return context.metadata;
  }

  /** All instances as they stand, those of a service together, by its name. */
  public synchronized List<TargetState> targets() {
    var targets = new ArrayList<TargetState>();
    services.keySet().stream()
        .sorted()
        .forEach(service -> targets.addAll(Objects.requireNonNull(services.get(service)).states()));
    return targets;
  }

  /** The time of the last scrape of a service's instance that answered; for diagnosis. */
  public synchronized Map<String, Instant> lastAnswers(String service) {
    ServiceScrapes scrapes = services.get(service);
    return scrapes == null ? Map.of() : scrapes.lastAnswers();
  }
}
