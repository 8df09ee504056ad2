package dev.mainstay.examples.payments.load;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The latest requests, one by one, so that figures can be asked for between any two instants. Holds
 * a fixed number and forgets the oldest. Thread-safe.
 */
public final class Results {
  private final @Nullable Sample[] ring;
  private long recorded;

  /** Remembers so many requests. */
  public Results(int capacity) {
    this.ring = new @Nullable Sample[capacity];
  }

  synchronized void record(Sample sample) {
    ring[(int) (recorded % ring.length)] = sample;
    recorded++;
  }

  /** Requests recorded so far, also the forgotten ones. */
  public synchronized long recorded() {
    return recorded;
  }

  /** The remembered requests that were due in {@code [from, to)}, in the order of their answers. */
  public synchronized List<Sample> between(Instant from, Instant to) {
    List<Sample> found = new ArrayList<>();
    for (long i = Math.max(0, recorded - ring.length); i < recorded; i++) {
      Sample sample = ring[(int) (i % ring.length)];
      if (sample != null && !sample.start().isBefore(from) && sample.start().isBefore(to)) {
        found.add(sample);
      }
    }
    return found;
  }

  /** The figures of the requests that were due in {@code [from, to)} and are settled. */
  public Interval interval(Instant from, Instant to) {
    return Interval.of(from, to, between(from, to));
  }

  /** When the latest request was due that a release answered. */
  public synchronized Optional<Instant> lastAnsweredBy(String version) {
    Instant last = null;
    for (Sample sample : ring) {
      if (sample != null
          && sample.version().equals(version)
          && (last == null || sample.start().isAfter(last))) {
        last = sample.start();
      }
    }
    return Optional.ofNullable(last);
  }
}
