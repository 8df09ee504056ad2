package dev.mainstay.examples.payments.story;

import dev.mainstay.examples.payments.load.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for things to come true, and measures how long they took. */
final class Patience {
  private static final Duration LOOK = Duration.ofMillis(40);

  private final TimeSource time;

  Patience(TimeSource time) {
    this.time = time;
  }

  /**
   * What was awaited.
   *
   * @param took from the call until it was there
   */
  record Arrived<T>(T value, Duration took) {}

  <T> Arrived<T> until(String what, Duration atMost, Supplier<Optional<T>> look) {
    long begun = time.nanos();
    while (true) {
      Optional<T> found = look.get();
      Duration took = Duration.ofNanos(time.nanos() - begun);
      if (found.isPresent()) {
        return new Arrived<>(found.get(), took);
      }
      if (took.compareTo(atMost) > 0) {
        throw new ChapterException("waited " + atMost.toSeconds() + " s in vain: " + what);
      }
      pause(LOOK);
    }
  }

  Duration untilTrue(String what, Duration atMost, BooleanSupplier look) {
    return until(what, atMost, () -> look.getAsBoolean() ? Optional.of(true) : Optional.empty())
        .took();
  }

  void pause(Duration length) {
    long end = time.nanos() + length.toNanos();
    for (long left = length.toNanos(); left > 0; left = end - time.nanos()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        Thread.currentThread().interrupt();
        throw new ChapterException("interrupted");
      }
    }
  }
}
