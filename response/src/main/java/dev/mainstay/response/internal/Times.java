package dev.mainstay.response.internal;

import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Instants and lengths as people read them, in UTC. */
final class Times {
  private static final DateTimeFormatter MINUTE = format("uuuu-MM-dd HH:mm");
  private static final DateTimeFormatter MILLISECOND = format("uuuu-MM-dd HH:mm:ss.SSS");

  private Times() {}

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  static String minute(Instant instant) {
    return MINUTE.format(instant);
  }

  static String millisecond(Instant instant) {
    return MILLISECOND.format(instant);
  }

  static String length(@Nullable Duration length) {
    return length == null ? "not known" : Durations.format(Duration.ofMillis(length.toMillis()));
  }
}
