package dev.mainstay.design;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When people work and when nothing is changed.
 *
 * @param holidays days on which every window is closed
 * @param freezes times in which nothing is deployed
 */
public record Calendar(List<Window> windows, List<LocalDate> holidays, List<Freeze> freezes) {
  public static final Calendar NONE = new Calendar(List.of(), List.of(), List.of());

  private static final Duration WEEK = Duration.ofDays(7);

  public Calendar {
    windows = List.copyOf(windows);
    holidays = List.copyOf(holidays);
    freezes = List.copyOf(freezes);
  }

  public Optional<Window> window(String name) {
    return windows.stream().filter(window -> window.name().equals(name)).findFirst();
  }

  /** The freeze that the day lies in. */
  public Optional<Freeze> freezeOn(LocalDate day) {
    return freezes.stream().filter(freeze -> freeze.covers(day)).findFirst();
  }

  /**
   * Whether the window is open then: neither closed by its hours, nor by a holiday or a freeze of
   * the window's day.
   */
  public boolean isOpen(Window window, Instant at) {
    LocalDate day = at.atZone(window.zone()).toLocalDate();
    return window.covers(at) && !holidays.contains(day) && freezeOn(day).isEmpty();
  }

  /**
   * Some hours of some days of the week.
   *
   * @param from inclusive
   * @param to exclusive, on the same day and later than {@code from}; midnight is the day's end
   */
  public record Window(
      String name, Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
    public Window {
      days = Collections.unmodifiableSet(EnumSet.copyOf(days));
    }

    /** Of one day. */
    public Duration length() {
      Duration until = Duration.between(LocalTime.MIDNIGHT, to);
      return (until.isZero() ? Duration.ofDays(1) : until)
          .minus(Duration.between(LocalTime.MIDNIGHT, from));
    }

    public Duration perWeek() {
      return length().multipliedBy(days.size());
    }

    /** Whether its hours hold the instant; holidays and freezes are not looked at. */
    public boolean covers(Instant at) {
      var local = at.atZone(zone);
      LocalTime time = local.toLocalTime();
      return days.contains(local.getDayOfWeek())
          && !time.isBefore(from)
          && (to.equals(LocalTime.MIDNIGHT) || time.isBefore(to));
    }

    /** The longest time of a week of seven 24-hour days in which it is closed. */
    public Duration longestGap() {
      List<Integer> open = new ArrayList<>(days.stream().map(DayOfWeek::getValue).toList());
      Duration longest = Duration.ZERO;
      for (int i = 0; i < open.size(); i++) {
        int next = i + 1 < open.size() ? open.get(i + 1) : open.getFirst() + 7;
        Duration gap = Duration.ofDays(next - open.get(i)).minus(length());
        longest = gap.compareTo(longest) > 0 ? gap : longest;
      }
      return longest.compareTo(WEEK) > 0 ? WEEK : longest;
    }
  }

  /**
   * Days on which nothing is deployed.
   *
   * @param from the first day
   * @param until the last day
   * @param because the reason, or null
   */
  public record Freeze(String name, LocalDate from, LocalDate until, @Nullable String because) {
    public boolean covers(LocalDate day) {
      return !day.isBefore(from) && !day.isAfter(until);
    }
  }
}
