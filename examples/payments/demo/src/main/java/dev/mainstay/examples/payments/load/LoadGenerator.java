package dev.mainstay.examples.payments.load;

import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests in the open model. The schedule is a row of slots, evenly spaced by the rate; each
 * slot carries the next step of the journey that has waited longest, or else the first step of a
 * new one. So the rate is exact whatever the system answers: a system that stalls shows in latency,
 * which counts from the slot, and not in fewer requests.
 *
 * <p>At most a fixed number of requests is out. A slot beyond that is recorded as {@code dropped},
 * a failure; it is never left out.
 */
public final class LoadGenerator implements AutoCloseable {
  private static final int MAX_WAITING = 20_000;

  private final Journeys journeys;
  private final Transport transport;
  private final TimeSource time;
  private final Settings settings;
  private final Results results;
  private final Instant originInstant;
  private final long originNanos;

  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private double rate;

  /** Nanoseconds since the origin; not whole, so that no rate drifts. */
  private double nextSlot;

  private int out;
  private long sent;
  private @Nullable Thread thread;

  private record Waiting(Journey journey, long readyNanos) {}

  /**
   * How to send.
   *
   * @param rate requests per second; 0 sends nothing
   * @param maxOut requests that may be unanswered at once
   * @param pause a customer's time between an answer and the next request
   * @param remembered requests that {@link #results} keeps
   */
  public record Settings(double rate, int maxOut, Duration pause, int remembered) {
    /** 100 requests/s, at most 2,000 out, half a million remembered. */
    public static final Settings DEFAULT =
        new Settings(100, 2_000, Duration.ofMillis(100), 500_000);

    /** These settings at another rate. */
    public Settings withRate(double perSecond) {
      return new Settings(perSecond, maxOut, pause, remembered);
    }
  }

  /** A generator at rest; {@link #start} sets it going. */
  public LoadGenerator(Journeys journeys, Transport transport, TimeSource time, Settings settings) {
    this.journeys = journeys;
    this.transport = transport;
    this.time = time;
    this.settings = settings;
    this.results = new Results(settings.remembered());
    this.originNanos = time.nanos();
    this.originInstant = time.now();
    this.rate = settings.rate();
  }

  /** What became of the requests. */
  public Results results() {
    return results;
  }

  /** Requests per second that the schedule asks for. */
  public synchronized double rate() {
    return rate;
  }

  /** Requests that wait for an answer. */
  public synchronized int out() {
    return out;
  }

  /** Changes the rate from now on; 0 pauses. */
  public synchronized void rate(double perSecond) {
    if (perSecond < 0 || perSecond > 100_000) {
      throw new IllegalArgumentException("rate: " + perSecond + "/s (expected: 0/s to 100000/s)");
    }
    rate = perSecond;
    nextSlot = time.nanos() - originNanos + gap();
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  /** Starts sending from a thread of its own. Starting twice changes nothing. */
  public synchronized void start() {
    if (thread == null) {
      nextSlot = time.nanos() - originNanos;
      thread = Thread.ofPlatform().name("load-generator").daemon().start(this::run);
    }
  }

  /** Stops sending; requests that are out are still recorded when they end. */
  public synchronized void stop() {
    if (thread != null) {
      thread.interrupt();
      thread = null;
    }
  }

  @Override
  public void close() {
    stop();
    transport.close();
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      long next = sendDue();
      LockSupport.parkNanos(this, Math.max(1_000, next - time.nanos()));
    }
  }

  /** Sends everything that is due; returns when the next slot is, in {@link TimeSource#nanos}. */
  long sendDue() {
    while (true) {
      long slot;
      Journey journey;
      synchronized (this) {
        long now = time.nanos();
        if (rate == 0) {
          return now + Duration.ofSeconds(1).toNanos();
        }
        slot = originNanos + (long) nextSlot;
        if (slot > now) {
          return slot;
        }
        nextSlot += gap();
        if (out >= settings.maxOut()) {
          results.record(sample(slot, slot, Step.CREATE, "dropped", false, null));
          continue;
        }
        journey = take(slot);
        out++;
        sent++;
      }
      send(journey, slot);
    }
  }

  private double gap() {
    return rate == 0 ? 0 : 1e9 / rate;
  }

  private Journey take(long slot) {
    Waiting first = waiting.peek();
    if (first != null && first.readyNanos() <= slot) {
      waiting.poll();
      return first.journey();
    }
    return journeys.next();
  }

  private void send(Journey journey, long slot) {
    Call call = journey.next().orElseThrow();
    transport
        .send(call)
        .whenComplete((reply, failure) -> {
          long end = time.nanos();
          if (reply != null) {
            boolean success = journey.answered(reply);
            String outcome =
                !success && reply.status() < 300 ? "wrong" : String.valueOf(reply.status());
            settle(journey, sample(slot, end, call.step(), outcome, success, reply));
          } else {
            journey.failed();
            settle(journey, sample(slot, end, call.step(), nameOf(failure), false, null));
          }
        });
  }

  private synchronized void settle(Journey journey, Sample sample) {
    out--;
    results.record(sample);
    if (journey.next().isPresent() && waiting.size() < MAX_WAITING) {
      waiting.add(new Waiting(journey, time.nanos() + settings.pause().toNanos()));
    }
  }

  private Sample sample(
      long slot, long end, Step step, String outcome, boolean success, @Nullable Reply reply) {
    return new Sample(
        originInstant.plusNanos(slot - originNanos),
        Duration.ofNanos(end - slot),
        step,
        outcome,
        success,
        reply == null ? "" : reply.version(),
        reply == null ? "" : reply.mode());
  }

  private static String nameOf(@Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof HttpTimeoutException ? "timeout" : "connection";
  }

  /** Requests sent so far. */
  public synchronized long sent() {
    return sent;
  }
}
