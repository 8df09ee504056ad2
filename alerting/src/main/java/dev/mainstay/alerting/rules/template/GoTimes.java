package dev.mainstay.alerting.rules.template;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Times in Go's layouts, which show how 2 January 2006, 15:04:05 would be written. */
final class GoTimes {
  /** Of two that begin alike, the longer one comes first. */
  private static final Map<String, Function<OffsetDateTime, String>> LAYOUT = new LinkedHashMap<>();

  static {
    LAYOUT.put("January", time -> name(time.getMonth()));
    LAYOUT.put("Jan", time -> name(time.getMonth()).substring(0, 3));
    LAYOUT.put("Monday", time -> name(time.getDayOfWeek()));
    LAYOUT.put("Mon", time -> name(time.getDayOfWeek()).substring(0, 3));
    LAYOUT.put("MST", time -> "UTC");
    LAYOUT.put("2006", time -> "%04d".formatted(time.getYear()));
    LAYOUT.put("-07:00", time -> "+00:00");
    LAYOUT.put("-0700", time -> "+0000");
    LAYOUT.put("Z07:00", time -> "Z");
    LAYOUT.put("002", time -> "%03d".formatted(time.getDayOfYear()));
    LAYOUT.put("01", time -> two(time.getMonthValue()));
    LAYOUT.put("02", time -> two(time.getDayOfMonth()));
    LAYOUT.put("03", time -> two((time.getHour() + 11) % 12 + 1));
    LAYOUT.put("04", time -> two(time.getMinute()));
    LAYOUT.put("05", time -> two(time.getSecond()));
    LAYOUT.put("06", time -> two(time.getYear() % 100));
    LAYOUT.put(".000", time -> ".%03d".formatted(time.getNano() / 1_000_000));
    LAYOUT.put("15", time -> two(time.getHour()));
    LAYOUT.put("PM", time -> time.getHour() < 12 ? "AM" : "PM");
    LAYOUT.put("_2", time -> "%2d".formatted(time.getDayOfMonth()));
    LAYOUT.put("1", time -> "" + time.getMonthValue());
    LAYOUT.put("2", time -> "" + time.getDayOfMonth());
    LAYOUT.put("3", time -> "" + ((time.getHour() + 11) % 12 + 1));
    LAYOUT.put("4", time -> "" + time.getMinute());
    LAYOUT.put("5", time -> "" + time.getSecond());
  }

  private GoTimes() {}

  static String format(Instant instant, String layout) {
    OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
    var text = new StringBuilder();
    int at = 0;
    layout:
    while (at < layout.length()) {
      for (var piece : LAYOUT.entrySet()) {
        if (layout.startsWith(piece.getKey(), at)) {
          text.append(piece.getValue().apply(time));
          at += piece.getKey().length();
          continue layout;
        }
      }
      text.append(layout.charAt(at++));
    }
    return text.toString();
  }

  static String name(java.time.Month month) {
    return month.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  static String name(java.time.DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private static String two(int number) {
    return "%02d".formatted(number);
  }
}
