package dev.mainstay.alerting.rules;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The windows over which Sloth watches an objective's budget, those of Google's SRE workbook.
 *
 * @param period that the objective is for
 */
record SlothWindows(
    Duration period, Burn pageQuick, Burn pageSlow, Burn ticketQuick, Burn ticketSlow) {
  /**
   * One pace of burning.
   *
   * @param share of the period's budget that is spent in the long window, in percent
   */
  record Burn(double share, Duration shorter, Duration longer) {
    /** How many times faster than allowed. */
    double pace(Duration period) {
      return share * hours(period) / 100 / hours(longer);
    }
  }

  private static final long MILLIS = Duration.ofHours(1).toMillis();

  private static double hours(Duration length) {
    return length.toHours() + length.toMillis() % MILLIS / (double) MILLIS;
  }

  /** Sloth's own. */
  static SlothWindows of(Duration period) {
    return new SlothWindows(
        period,
        new Burn(2, Duration.ofMinutes(5), Duration.ofHours(1)),
        new Burn(5, Duration.ofMinutes(30), Duration.ofHours(6)),
        new Burn(10, Duration.ofHours(2), Duration.ofDays(1)),
        new Burn(10, Duration.ofHours(6), Duration.ofDays(3)));
  }

  /** Each once, the shortest first; the period itself is recorded otherwise. */
  List<Duration> lengths() {
    return Stream.of(pageQuick, pageSlow, ticketQuick, ticketSlow)
        .flatMap(burn -> Stream.of(burn.shorter(), burn.longer()))
        .filter(length -> !length.equals(period))
        .distinct()
        .sorted()
        .toList();
  }
}
