package dev.mainstay.design.internal.read;

import dev.mainstay.design.Calendar;
import dev.mainstay.design.Calendar.Freeze;
import dev.mainstay.design.Calendar.Window;
import dev.mainstay.design.yaml.Node;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The organisation's sections {@code windows}, {@code holidays} and {@code freezes}. */
final class CalendarReader {
  private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-4]):([0-5]\\d)");
  private static final Set<DayOfWeek> WORKING = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

  /** The end of the day is midnight. */
  private static final Form<LocalTime> TIME_OF_DAY =
      Forms.of(
              "a time of day, such as 09:00",
              text -> {
                if (!TIME.matcher(text).matches()) {
                  return Optional.empty();
                }
                if (text.equals("24:00")) {
                  return Optional.of(LocalTime.MIDNIGHT);
                }
                return text.startsWith("24")
                    ? Optional.empty()
                    : Optional.of(LocalTime.parse(text));
              },
              text -> text.matches("\\d:[0-5]\\d") ? Optional.of("0" + text) : Optional.empty())
          .spelt(Spelling.pattern(TIME.pattern()));

  static final Form<ZoneId> ZONE =
      Forms.of(
          "a time zone, such as Europe/Berlin or UTC",
          text -> {
            try {
              return Optional.of(ZoneId.of(text));
            } catch (DateTimeException e) {
              return Optional.empty();
            }
          });

  private CalendarReader() {}

  static Calendar read(Section organisation) {
    List<Window> windows = new ArrayList<>();
    for (Section.Member member : organisation.members("windows")) {
      windows.add(window(member));
    }
    List<LocalDate> holidays = organisation.values("holidays", Forms.DATE).orElse(List.of());
    List<Freeze> freezes = new ArrayList<>();
    for (Section.Member member : organisation.members("freezes")) {
      freezes.add(freeze(member));
    }
    return new Calendar(windows, holidays, freezes);
  }

  private static Window window(Section.Member member) {
    Section section = member.section();
    List<DayOfWeek> days =
        section.values("days", Forms.word(DayOfWeek.class)).orElse(List.copyOf(WORKING));
    LocalTime from = section.or("from", TIME_OF_DAY, LocalTime.MIDNIGHT);
    LocalTime to = section.or("to", TIME_OF_DAY, LocalTime.MIDNIGHT);
    var zone = section.or("zone", ZONE, ZoneId.of("UTC"));
    if (section.node("days").filter(CalendarReader::isEmptyList).isPresent()) {
      section
          .reading()
          .error(
              "MS-F007",
              "days: no day of the week (expected: at least one)",
              section.placeOf("days"),
              "write `[monday, tuesday, wednesday, thursday]`");
    }
    if (!to.equals(LocalTime.MIDNIGHT) && !from.isBefore(to)) {
      section
          .reading()
          .error(
              "MS-F008",
              "to: %s is not after from: %s (expected: later on the same day)".formatted(to, from),
              section.placeOf("to"),
              "exchange the two, or make it two windows");
    }
    section.end();
    return new Window(
        member.name(), days.isEmpty() ? WORKING : EnumSet.copyOf(days), from, to, zone);
  }

  private static boolean isEmptyList(Node node) {
    return node instanceof Node.Sequence list && list.items().isEmpty();
  }

  private static Freeze freeze(Section.Member member) {
    Section section = member.section();
    LocalDate from = section.required("from", Forms.DATE, LocalDate.EPOCH);
    LocalDate until = section.required("until", Forms.DATE, LocalDate.EPOCH);
    if (section.has("from") && section.has("until") && until.isBefore(from)) {
      section
          .reading()
          .error(
              "MS-F008",
              "until: %s before from: %s (expected: a later day)".formatted(until, from),
              section.placeOf("until"),
              "exchange the two");
    }
    String because = section.value("because", Forms.TEXT).orElse(null);
    section.end();
    return new Freeze(member.name(), from, until, because);
  }
}
