package dev.mainstay.design;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A recurring part of the day in UTC: {@code sat 02:00-04:00 UTC}; without a day, every day.
 *
 * @param to after {@code from}, or before it when the hours go over midnight
 */
public record Hours(@Nullable DayOfWeek day, LocalTime from, LocalTime to) {
  private static final int WEEK = 7 * 24 * 60;

  public Duration length() {
    Duration length = Duration.between(from, to);
    return length.isNegative() || length.isZero() ? length.plusDays(1) : length;
  }

  /** Whether some minute of the week belongs to both. */
  public boolean overlaps(Hours other) {
    for (int mine : starts()) {
      for (int theirs : other.starts()) {
        int apart = Math.floorMod(theirs - mine, WEEK);
        if (apart < length().toMinutes() || WEEK - apart < other.length().toMinutes()) {
          return true;
        }
      }
    }
    return false;
  }

  /** In minutes since Monday 00:00. */
  private int[] starts() {
    int minute = from.getHour() * 60 + from.getMinute();
    if (day != null) {
      return new int[] {(day.getValue() - 1) * 24 * 60 + minute};
    }
    int[] starts = new int[7];
    for (int i = 0; i < 7; i++) {
      starts[i] = i * 24 * 60 + minute;
    }
    return starts;
  }

  @Override
  public String toString() {
    String weekday = day == null ? "" : day.name().substring(0, 3).toLowerCase(Locale.ROOT) + " ";
    return weekday + from + "-" + to + " UTC";
  }
}
