package dev.mainstay.store.internal;

import java.math.BigInteger;
import java.time.Instant;

/** Instants as the database keeps them: nanoseconds since 1970, from the year 1677 to 2262. */
public final class Instants {
  private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000L);
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

  private Instants() {}

  /** The nearest one that can be kept; exact within the range. */
  public static long nanos(Instant instant) {
    return BigInteger.valueOf(instant.getEpochSecond())
        .multiply(BILLION)
        .add(BigInteger.valueOf(instant.getNano()))
        .max(MIN)
        .min(MAX)
        .longValueExact();
  }

  public static Instant ofNanos(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}
