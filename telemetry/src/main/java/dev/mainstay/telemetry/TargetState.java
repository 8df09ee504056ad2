package dev.mainstay.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A target of scrapes as it stands.
 *
 * @param pool the service or job that it belongs to
 * @param labels that its samples get
 * @param discovered labels before relabelling, those with two underscores too
 * @param at of the last scrape, or null
 * @param error of the last scrape, or the empty string
 */
public record TargetState(
    String pool,
    Labels labels,
    Map<String, String> discovered,
    String url,
    Health health,
    @Nullable Instant at,
    Duration took,
    String error,
    Duration interval,
    Duration timeout) {

  /** Whether a target answers. */
  public enum Health {
    UNKNOWN,
    UP,
    DOWN
  }

  public TargetState {
    discovered = java.util.Collections.unmodifiableMap(new TreeMap<>(discovered));
  }

  /** As Prometheus writes durations: {@code 1m30s}, {@code 1s500ms}. */
  public static String text(Duration duration) {
    var text = new StringBuilder();
    part(text, duration.toHours(), "h");
    part(text, duration.toMinutesPart(), "m");
    part(text, duration.toSecondsPart(), "s");
    part(text, duration.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void part(StringBuilder text, long count, String unit) {
    if (count > 0) {
      text.append(count).append(unit);
    }
  }
}
