package dev.mainstay.design.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.slo.BudgetWindow.Calendar;
import dev.mainstay.design.slo.BudgetWindow.Rolling;
import dev.mainstay.design.slo.BudgetWindow.Span;
import dev.mainstay.design.slo.BudgetWindow.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BudgetWindowTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static Span calendar(int count, Unit unit, String start, String zone, String now) {
    return new Calendar(count, unit, LocalDateTime.parse(start), ZoneId.of(zone))
        .at(Instant.parse(now));
  }

  @Test
  void aPeriodBeginsAtItsBeginningAndNotBefore() {
    String start = "2026-01-01T00:00:00";

    assertThat(calendar(1, Unit.MONTH, start, "UTC", "2026-02-01T00:00:00Z").begin())
        .isEqualTo("2026-02-01T00:00:00Z");
    assertThat(calendar(1, Unit.MONTH, start, "UTC", "2026-01-31T23:59:59.999Z").begin())
        .isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void daysHaveTheHoursOfTheirDate() {
    String start = "2026-01-01T00:00:00";

    assertThat(calendar(1, Unit.DAY, start, "Europe/Berlin", "2026-03-29T10:00:00Z").length())
        .isEqualTo(Duration.ofHours(23));
    assertThat(calendar(1, Unit.DAY, start, "Europe/Berlin", "2026-10-25T10:00:00Z").length())
        .isEqualTo(Duration.ofHours(25));
    assertThat(calendar(1, Unit.DAY, start, "UTC", "2026-10-25T10:00:00Z").length())
        .isEqualTo(Duration.ofHours(24));
  }

  @Test
  void monthsQuartersAndYearsAreThoseOfTheCalendar() {
    String start = "2024-01-01T00:00:00";

    assertThat(calendar(1, Unit.MONTH, start, "UTC", "2024-02-10T00:00:00Z").length())
        .isEqualTo(Duration.ofDays(29));
    assertThat(calendar(1, Unit.MONTH, start, "UTC", "2023-02-10T00:00:00Z").length())
        .isEqualTo(Duration.ofDays(28));
    assertThat(calendar(1, Unit.YEAR, start, "UTC", "2024-12-31T00:00:00Z").length())
        .isEqualTo(Duration.ofDays(366));
    assertThat(calendar(1, Unit.QUARTER, start, "UTC", "2024-05-05T00:00:00Z"))
        .isEqualTo(
            new Span(Instant.parse("2024-04-01T00:00:00Z"), Instant.parse("2024-07-01T00:00:00Z")));
    assertThat(calendar(2, Unit.WEEK, start, "UTC", "2024-01-20T00:00:00Z"))
        .isEqualTo(
            new Span(Instant.parse("2024-01-15T00:00:00Z"), Instant.parse("2024-01-29T00:00:00Z")));
  }

  @Test
  void aMonthThatBeginsOnThe31stDoesNotMoveForGood() {
    String start = "2026-01-31T00:00:00";

    assertThat(calendar(1, Unit.MONTH, start, "UTC", "2026-03-05T00:00:00Z").begin())
        .isEqualTo("2026-02-28T00:00:00Z");
    assertThat(calendar(1, Unit.MONTH, start, "UTC", "2026-04-05T00:00:00Z").begin())
        .isEqualTo("2026-03-31T00:00:00Z");
  }

  @Test
  void rollingMonthsAreCountedBackOnTheCalendar() {
    Instant now = Instant.parse("2026-03-31T12:00:00Z");

    assertThat(new Rolling(1, Unit.MONTH).at(now).begin()).isEqualTo("2026-02-28T12:00:00Z");
    assertThat(new Rolling(4, Unit.WEEK).at(now).length()).isEqualTo(Duration.ofDays(28));
    assertThat(new Rolling(30, Unit.DAY).at(now).length()).isEqualTo(Duration.ofDays(30));
  }

  @Property
  void periodsFollowEachOtherWithoutGapOrOverlap(
      @ForAll Unit unit,
      @ForAll @IntRange(min = 1, max = 5) int count,
      @ForAll @LongRange(min = 0, max = 4_102_444_800L) long second) {
    var window = new Calendar(count, unit, LocalDateTime.parse("2020-01-31T02:30:00"), BERLIN);
    Instant now = Instant.ofEpochSecond(second);
    Span span = window.at(now);

    assertThat(span.begin()).isBeforeOrEqualTo(now);
    assertThat(span.end()).isAfter(now);
    assertThat(window.at(span.begin())).isEqualTo(span);
    assertThat(window.at(span.end().minusMillis(1))).isEqualTo(span);
    assertThat(window.at(span.end()).begin()).isEqualTo(span.end());
  }
}
