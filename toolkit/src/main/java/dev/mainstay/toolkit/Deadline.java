package dev.mainstay.toolkit;

import dev.mainstay.toolkit.internal.Context;
import dev.mainstay.toolkit.internal.Time;
import java.time.Duration;

/**
 * The instant by which a request must be answered. Between processes it travels as the header
 * {@value #HEADER}: the milliseconds that remain, a whole number, so that clocks need not agree.
 */
public final class Deadline {
  public static final String HEADER = "Mainstay-Deadline";

  /** No deadline; {@link #remaining} is a day. */
  public static final Deadline NONE = new Deadline(Time.system(), 0, true);

  private static final Duration LONGEST = Duration.ofDays(1);

  private final Time time;
  private final long atNanos;
  private final boolean none;

  private Deadline(Time time, long atNanos, boolean none) {
    this.time = time;
    this.atNanos = atNanos;
    this.none = none;
  }

  /** The deadline of the request that this thread works for, or {@link #NONE}. */
  public static Deadline current() {
    return Context.current().deadline();
  }

  static Deadline in(Duration duration, Time time) {
    return new Deadline(time, time.nanos() + duration.toNanos(), false);
  }

  /** Time left; zero or negative once expired. */
  public Duration remaining() {
    return none ? LONGEST : Duration.ofNanos(atNanos - time.nanos());
  }

  /** True from the instant of the deadline on. */
  public boolean expired() {
    return !none && atNanos - time.nanos() <= 0;
  }

  /** True when there is an instant to keep. */
  public boolean exists() {
    return !none;
  }
}
