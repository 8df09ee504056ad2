package dev.mainstay.design;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long telemetry is kept; null where nothing is said.
 *
 * @param metrics samples as scraped
 * @param downsampled samples thinned out
 * @param audit log entries about who did what
 */
public record Retention(
    @Nullable Duration metrics,
    @Nullable Duration downsampled,
    @Nullable Duration traces,
    @Nullable Duration debug,
    @Nullable Duration info,
    @Nullable Duration warn,
    @Nullable Duration error,
    @Nullable Duration audit) {
  public static final Retention NONE =
      new Retention(null, null, null, null, null, null, null, null);

  /** Of log entries of that level. */
  public @Nullable Duration of(Level level) {
    return switch (level) {
      case DEBUG -> debug;
      case INFO -> info;
      case WARN -> warn;
      case ERROR -> error;
      case AUDIT -> audit;
    };
  }

  /** How much a log entry matters; {@code AUDIT} is written whatever the level. */
  public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR,
    AUDIT
  }
}
