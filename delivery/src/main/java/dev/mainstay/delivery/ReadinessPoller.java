package dev.mainstay.delivery;

import com.linecorp.armeria.client.RequestOptions;
import com.linecorp.armeria.client.ResponseTimeoutException;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpStatus;
import dev.mainstay.design.Health;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.kernel.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Asks the instances of one service whether they are ready, as the design's readiness probe says;
 * one that is not ready is asked more often, so that it returns soon.
 */
final class ReadinessPoller {
  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration WHILE_UNREADY = Duration.ofMillis(200);

  private final RouteTable table;
  private final Supplier<Health.Probe> probe;
  private final Ticker ticker;
  private final Routing.ReadinessListener listener;
  private final Map<String, Watch> watches = new ConcurrentHashMap<>();
  private final Scheduler.Task task;

  ReadinessPoller(
      RouteTable table,
      Supplier<Health.Probe> probe,
      Ticker ticker,
      Scheduler scheduler,
      Routing.ReadinessListener listener) {
    this.table = table;
    this.probe = probe;
    this.ticker = ticker;
    this.listener = listener;
    this.task = scheduler.every(TICK, "gateway-readiness", this::poll);
  }

  private static final class Watch {
    private final Backend backend;
    private long due;
    private int failures;
    private boolean asking;

    Watch(Backend backend, long due) {
      this.backend = backend;
      this.due = due;
    }
  }

  /** Begins to watch; the future ends with the first answer, ready or not. */
  CompletableFuture<Void> add(Backend backend) {
    var watch = new Watch(backend, ticker.nanos());
    watches.put(backend.instance().id(), watch);
    return ask(watch);
  }

  void remove(String id) {
    watches.remove(id);
  }

  private void poll() {
    long now = ticker.nanos();
    for (Watch watch : watches.values()) {
      boolean due;
      synchronized (watch) {
        due = !watch.asking && now - watch.due >= 0;
      }
      if (due) {
        ask(watch);
      }
    }
  }

  private CompletableFuture<Void> ask(Watch watch) {
    synchronized (watch) {
      if (watch.asking) {
        return CompletableFuture.completedFuture(null);
      }
      watch.asking = true;
    }
    Health.Probe p = probe.get();
    return watch
        .backend
        .client()
        .execute(
            HttpRequest.of(HttpMethod.GET, p.path()),
            RequestOptions.builder().responseTimeout(p.timeout()).build())
        .aggregate()
        .handle((response, failure) -> {
          if (failure != null) {
            answered(watch, p, reason(failure, p));
          } else if (response.status().isSuccess()) {
            answered(watch, p, "");
          } else {
            answered(watch, p, status(p, response.status()));
          }
          return null;
        });
  }

  private static String status(Health.Probe p, HttpStatus status) {
    return p.path() + " answers " + status.code();
  }

  private static String reason(Throwable failure, Health.Probe p) {
    return failure instanceof ResponseTimeoutException
        ? p.path() + " gave no answer within " + Durations.format(p.timeout())
        : p.path() + " cannot be reached";
  }

  private void answered(Watch watch, Health.Probe p, String problem) {
    boolean changed;
    boolean ready = problem.isEmpty();
    synchronized (watch) {
      watch.asking = false;
      watch.failures = ready ? 0 : watch.failures + 1;
      boolean was = watch.backend.ready;
      changed = ready ? !was : was && watch.failures >= p.failures();
      boolean is = changed ? ready : was;
      Duration wait = is || p.every().compareTo(WHILE_UNREADY) < 0 ? p.every() : WHILE_UNREADY;
      watch.due = ticker.nanos() + wait.toNanos();
      if (changed) {
        table.readiness(watch.backend, ready);
      }
    }
    if (changed && watches.containsKey(watch.backend.instance().id())) {
      listener.changed(watch.backend.instance(), ready, problem);
    }
  }

  /** It refused a connection: it gets no requests until a probe succeeds. */
  void refused(Backend backend) {
    Watch watch = watches.get(backend.instance().id());
    if (watch == null) {
      return;
    }
    boolean changed;
    synchronized (watch) {
      changed = backend.ready;
      if (changed) {
        watch.failures = Math.max(watch.failures, 1);
        watch.due = ticker.nanos() + WHILE_UNREADY.toNanos();
        table.readiness(backend, false);
      }
    }
    if (changed) {
      listener.changed(backend.instance(), false, "it refuses connections");
    }
  }

  void close() {
    task.cancel();
    watches.clear();
  }
}
