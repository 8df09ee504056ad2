package dev.mainstay.telemetry;

import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Scheduler;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rounds of one service: its instances, and the order in which listeners hear of them. */
final class ServiceScrapes {
  private static final Logger log = LoggerFactory.getLogger(ServiceScrapes.class);

  private static final Exposition NOTHING = new Exposition(List.of(), Map.of(), Map.of());

  private final String service;
  private final Scraper.Context context;
  // Held while results are taken in and listeners are told; never while fetching.
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Instance> instances = new LinkedHashMap<>();
  private TelemetryPlan.@Nullable Job job;
  private final List<Scheduler.Task> tasks = new ArrayList<>();
  // Grows with each begin and stop: work scheduled under an older one is void.
  private long generation;
  private long answered;
  private long failed;
  private final LongAdder skipped = new LongAdder();

  ServiceScrapes(String service, Scraper.Context context) {
    this.service = service;
    this.context = context;
  }

  /** Takes another job; true when it differs from the last and the rounds must begin anew. */
  boolean use(TelemetryPlan.Job next) {
    lock.lock();
    try {
      boolean changed = !next.equals(job);
      job = next;
      return changed;
    } finally {
      lock.unlock();
    }
  }

  void begin() {
    lock.lock();
    try {
      stop();
      long current = generation;
      var scheduler = context.scheduler();
      Duration every = Objects.requireNonNull(job).every();
      tasks.add(scheduler.after(Duration.ZERO, "scrape " + service, () -> round(current)));
      tasks.add(scheduler.every(every, "scrape " + service, () -> round(current)));
    } finally {
      lock.unlock();
    }
  }

  void stop() {
    lock.lock();
    try {
      generation++;
      tasks.forEach(Scheduler.Task::cancel);
      tasks.clear();
    } finally {
      lock.unlock();
    }
  }

  void forgetAll() {
    lock.lock();
    try {
      List.copyOf(instances.values()).forEach(this::forget);
    } finally {
      lock.unlock();
    }
  }

  private void round(long current) {
    List<Target> targets = context.targets().targets(service);
    lock.lock();
    try {
      if (current != generation) {
        return;
      }
      var names = new HashSet<String>();
      targets.forEach(target -> names.add(target.instance()));
      List.copyOf(instances.values()).stream()
          .filter(instance -> !names.contains(instance.target.instance()))
          .forEach(this::forget);
      TelemetryPlan.Job now = Objects.requireNonNull(job);
      for (Target target : targets) {
        Instance known = instances.get(target.instance());
        Instance instance = known == null ? new Instance(target) : known;
        if (!instance.target.equals(target)) {
          context.metadata().remove(TargetLabels.of(instance.target));
          instance.target = target;
        }
        instances.put(target.instance(), instance);
        Duration delay = known == null ? Duration.ZERO : phase(target, now.every());
        context
            .scheduler()
            .after(delay, "scrape " + target.instance(), () -> scrape(instance, now, current));
      }
    } finally {
      lock.unlock();
    }
  }

  private static Duration phase(Target target, Duration every) {
    int hash = (target.service() + '/' + target.instance()).hashCode() * 0x9E3779B9;
    return every.multipliedBy(hash >>> 16).dividedBy(1 << 16);
  }

  private void scrape(Instance instance, TelemetryPlan.Job with, long current) {
    if (!instance.busy.compareAndSet(false, true)) {
      skipped.increment();
      return;
    }
    try {
      Target target = instance.target;
      Instant at = context.clock().now();
      long start = context.ticker().nanos();
      Exposition exposed = NOTHING;
      String error = null;
      try {
        exposed = read(target, with);
      } catch (IOException e) {
        error = String.valueOf(e.getMessage());
      } catch (ExpositionException e) {
        error = with.path() + ": " + e.getMessage();
      }
      Duration took = context.ticker().since(start);
      lock.lock();
      try {
        if (current == generation && instances.get(target.instance()) == instance) {
          take(instance, new Scrape(target, at, error == null, exposed.samples(), took, error));
          describe(target, exposed);
        }
      } finally {
        lock.unlock();
      }
    } finally {
      instance.busy.set(false);
    }
  }

  private void describe(Target target, Exposition exposed) {
    var families = new HashMap<String, MetricMetadata.Entry>();
    exposed
        .types()
        .forEach((name, type) -> {
          String written = type.equals("untyped") ? "unknown" : type;
          String help = exposed.help().getOrDefault(name, "");
          families.put(name, new MetricMetadata.Entry(written, help, ""));
        });
    exposed
        .help()
        .forEach((name, help) ->
            families.putIfAbsent(name, new MetricMetadata.Entry("unknown", help, "")));
    context.metadata().put(TargetLabels.of(target), families);
  }

  private Exposition read(Target target, TelemetryPlan.Job with)
      throws IOException, ExpositionException {
    String text = context.fetcher().fetch(target, with.path(), with.timeout());
    Exposition exposed = Exposition.parse(text);
    int samples = exposed.samples().size();
    if (samples > Scraper.SAMPLE_LIMIT) {
      throw new IOException(
          with.path() + " has " + samples + " samples (limit " + Scraper.SAMPLE_LIMIT + ")");
    }
    return exposed;
  }

  private void take(Instance instance, Scrape scrape) {
    if (scrape.up()) {
      answered++;
      instance.answeredAt = scrape.at();
    } else {
      failed++;
    }
    logChange(instance, scrape);
    instance.last = new Scrape(scrape.target(), scrape.at(), scrape.up(), List.of(), scrape.took());
    var samples = new ArrayList<Sample>(scrape.samples().size() + 2);
    for (Sample sample : scrape.samples()) {
      samples.add(new Sample(TargetLabels.add(sample.labels(), scrape.target()), sample.value()));
    }
    samples.add(own("up", scrape, scrape.up() ? 1 : 0));
    samples.add(own("scrape_duration_seconds", scrape, Durations.seconds(scrape.took())));
    store(instance, samples, scrape.at());
    var labelled =
        new Scrape(
            scrape.target(), scrape.at(), scrape.up(), samples, scrape.took(), scrape.error());
    tell(listener -> listener.scraped(labelled));
  }

  private static Sample own(String metric, Scrape scrape, double value) {
    return new Sample(TargetLabels.add(Labels.of(metric), scrape.target()), value);
  }

  private void store(Instance instance, List<Sample> samples, Instant at) {
    var present = HashSet.<Labels>newHashSet(samples.size());
    long refused = 0;
    long millis = at.toEpochMilli();
    try (SampleBatch batch = context.store().batch()) {
      for (Sample sample : samples) {
        SampleBatch.Refusal refusal = batch.choose(null, sample.labels());
        if (refusal != null) {
          refused++;
        } else {
          batch.add(millis, sample.value());
          present.add(sample.labels());
        }
      }
      for (Labels labels : instance.series) {
        if (!present.contains(labels) && batch.choose(null, labels) == null) {
          batch.add(millis, SeriesStore.STALE);
        }
      }
      batch.commitSoon();
    }
    instance.series = present;
    if (refused > 0 && instance.refused == 0) {
      log.warn(
          "{}: {} series not stored (the store holds {} of at most {})",
          instance.target.instance(),
          refused,
          context.store().stats().series(),
          context.store().stats().seriesLimit());
    }
    instance.refused = refused;
  }

  private void forget(Instance instance) {
    Target target = instance.target;
    instances.remove(target.instance());
    context.metadata().remove(TargetLabels.of(target));
    Instant now = context.clock().now();
    instance.series.forEach(labels -> context.store().append(labels, now, SeriesStore.STALE));
    tell(listener -> listener.gone(target, now));
  }

  private void tell(Consumer<ScrapeListener> message) {
    for (ScrapeListener listener : context.listeners()) {
      try {
        message.accept(listener);
      } catch (RuntimeException e) {
        log.error("{}: listener {} failed", service, listener.getClass().getName(), e);
      }
    }
  }

  private static void logChange(Instance instance, Scrape scrape) {
    if (!Objects.equals(scrape.error(), instance.error)) {
      if (scrape.up()) {
        log.info("{}: scraped again", scrape.target().instance());
      } else {
        log.warn("{}: not scraped: {}", scrape.target().instance(), scrape.error());
      }
      instance.error = scrape.error();
    }
  }

  void measure(Metrics into) {
    lock.lock();
    try {
      String scrapes = "mainstay_scrapes_total";
      String about = "Scrapes by outcome; skipped ones were due while the last was under way";
      into.counter(scrapes, about, (double) answered, "service", service, "outcome", "answered");
      into.counter(scrapes, about, (double) failed, "service", service, "outcome", "failed");
      into.counter(
          scrapes, about, (double) skipped.sum(), "service", service, "outcome", "skipped");
      into.gauge(
          "mainstay_scrape_targets", "Instances scraped", instances.size(), "service", service);
    } finally {
      lock.unlock();
    }
  }

  Map<String, Instant> lastAnswers() {
    lock.lock();
    try {
      var answers = new HashMap<String, Instant>();
      instances.forEach((name, instance) -> {
        if (instance.answeredAt != null) {
          answers.put(name, instance.answeredAt);
        }
      });
      return answers;
    } finally {
      lock.unlock();
    }
  }

  List<TargetState> states() {
    lock.lock();
    try {
      TelemetryPlan.Job with = Objects.requireNonNull(job);
      return instances.values().stream().map(instance -> instance.state(with)).toList();
    } finally {
      lock.unlock();
    }
  }

  private static final class Instance {
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile Target target;
    private Set<Labels> series = Set.of();
    private long refused;
    private @Nullable String error;
    private @Nullable Instant answeredAt;
    private @Nullable Scrape last;

    Instance(Target target) {
      this.target = target;
    }

    TargetState state(TelemetryPlan.Job with) {
      TargetState.Health health =
          last == null
              ? TargetState.Health.UNKNOWN
              : last.up() ? TargetState.Health.UP : TargetState.Health.DOWN;
      String host = target.host().indexOf(':') >= 0 ? "[" + target.host() + "]" : target.host();
      String address = host + ":" + target.port();
      return new TargetState(
          target.service(),
          TargetLabels.of(target),
          Map.of("__address__", address, "__metrics_path__", with.path(), "__scheme__", "http"),
          "http://" + address + with.path(),
          health,
          last == null ? null : last.at(),
          last == null ? Duration.ZERO : last.took(),
          error == null ? "" : error,
          with.every(),
          with.timeout());
    }
  }
}
