package dev.mainstay.toolkit.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The toolkit's only source of time, so that tests drive it by hand. */
public interface Time {
  /** Monotonic nanoseconds; for measuring. */
  long nanos();

  /** Wall time; for stamping. */
  Instant now();

  void sleep(Duration duration) throws InterruptedException;

  /** The machine's clocks. */
  static Time system() {
    return Machine.CLOCKS;
  }

  /** Reads the machine's clocks. */
  enum Machine implements Time {
    CLOCKS;

    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }
  }
}
