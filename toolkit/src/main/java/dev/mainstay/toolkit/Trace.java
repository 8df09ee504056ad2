package dev.mainstay.toolkit;

import dev.mainstay.toolkit.internal.Context;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a distributed trace, as in the header {@code traceparent} of W3C Trace Context.
 *
 * @param traceId 32 lower-case hex digits
 * @param spanId 16 lower-case hex digits
 */
public record Trace(String traceId, String spanId, boolean sampled) {
  private static final Pattern TRACEPARENT =
      Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  /** The trace of the request that this thread works for, if it works for one. */
  public static Optional<Trace> current() {
    return Context.current().trace();
  }

  /** A new trace. */
  public static Trace start() {
    return new Trace(hex() + hex(), hex(), true);
  }

  /** The place that a header names; empty when it is absent or malformed. */
  public static Optional<Trace> parse(@Nullable String traceparent) {
    if (traceparent == null) {
      return Optional.empty();
    }
    Matcher m = TRACEPARENT.matcher(traceparent.strip());
    if (!m.matches()
        || m.group(1).equals("ff")
        || (m.group(1).equals("00") && m.group(5) != null)
        || m.group(2).equals("0".repeat(32))
        || m.group(3).equals("0".repeat(16))) {
      return Optional.empty();
    }
    return Optional.of(
        new Trace(m.group(2), m.group(3), (Integer.parseInt(m.group(4), 16) & 1) == 1));
  }

  /** A new span in the same trace. */
  public Trace child() {
    return new Trace(traceId, hex(), sampled);
  }

  /** The value of the header {@code traceparent}. */
  public String traceparent() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }

  private static String hex() {
    long bits;
    do {
      bits = ThreadLocalRandom.current().nextLong();
    } while (bits == 0);
    String digits = Long.toHexString(bits);
    return "0".repeat(16 - digits.length()) + digits;
  }
}
