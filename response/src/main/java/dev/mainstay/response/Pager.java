package dev.mainstay.response;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.response.ResponsePlan.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries stored pages to their channels: at least once, with growing waits, until delivered,
 * refused, or given up. A page's new state is saved before its next attempt is planned; when that
 * save fails the page is sent again under the same delivery id. Thread-safe.
 */
final class Pager {
  private static final Logger log = LoggerFactory.getLogger(Pager.class);
  private static final int MAX_SENDING = 16;
  private static final Duration SAVE_AGAIN = Duration.ofSeconds(1);

  private final Map<Address.Kind, Channel> channels;
  private final Consumer<Page> save;
  private final Clock clock;
  private final Scheduler scheduler;
  private final Semaphore sending = new Semaphore(MAX_SENDING);
  private final Set<String> planned = ConcurrentHashMap.newKeySet();
  private volatile Retry retry;
  private volatile boolean running;

  /**
   * @param save makes a page's new state durable, or throws
   */
  Pager(
      Map<Address.Kind, Channel> channels,
      Retry retry,
      Consumer<Page> save,
      Clock clock,
      Scheduler scheduler) {
    this.channels = Map.copyOf(channels);
    this.retry = retry;
    this.save = save;
    this.clock = clock;
    this.scheduler = scheduler;
  }

  void apply(Retry retry) {
    this.retry = retry;
  }

  void start() {
    running = true;
  }

  void close() {
    running = false;
    planned.clear();
  }

  /** Plans the next attempt of a pending page; nothing when one is planned already. */
  void dispatch(Page page) {
    Instant next = page.nextAttemptAt();
    if (running && next != null && planned.add(page.deliveryId())) {
      plan(page, Duration.between(clock.now(), next));
    }
  }

  private void plan(Page page, Duration delay) {
    scheduler.after(delay, "page " + page.deliveryId(), () -> attempt(page));
  }

  private void attempt(Page page) {
    if (!running) {
      return;
    }
    Page after;
    sending.acquireUninterruptibly();
    try {
      after = send(page);
    } finally {
      sending.release();
    }
    try {
      save.accept(after);
    } catch (RuntimeException e) {
      log.error("page {}: its outcome could not be saved; it is sent again", page.deliveryId(), e);
      plan(page, SAVE_AGAIN);
      return;
    }
    planned.remove(page.deliveryId());
    dispatch(after);
  }

  private Page send(Page page) {
    Address address = page.message().address();
    Channel channel = channels.get(address.kind());
    if (channel == null) {
      return page.failed("no channel for " + address.kind());
    }
    try {
      channel.send(page.message());
      return page.delivered(clock.now());
    } catch (ChannelException e) {
      return e.isRetryable() ? later(page, e) : page.failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.error("page {}: its channel is broken", page.deliveryId(), e);
      return later(page, ChannelException.retryable(e.getClass().getSimpleName()));
    }
  }

  private Page later(Page page, ChannelException problem) {
    String error = String.valueOf(problem.getMessage());
    int attempts = page.attempts() + 1;
    Duration asked = problem.retryAfter();
    Duration wait = wait(attempts);
    Instant next = clock.now().plus(asked != null && asked.compareTo(wait) > 0 ? asked : wait);
    if (attempts >= retry.attempts()) {
      return page.failed("given up after %d attempts: %s".formatted(attempts, error));
    }
    if (next.isAfter(page.message().at().plus(retry.within()))) {
      return page.failed("given up, for it is too old: " + error);
    }
    return page.retry(next, error);
  }

  /** Doubles from the first wait up to the longest. */
  private Duration wait(int attempts) {
    Duration wait = retry.first().multipliedBy(1L << Math.min(attempts - 1, 30));
    return wait.compareTo(retry.longest()) > 0 ? retry.longest() : wait;
  }
}
