package dev.mainstay.design.internal.read;

import dev.mainstay.design.Drill.Fault;
import dev.mainstay.design.Hours;
import dev.mainstay.design.Recovery.Backup;
import dev.mainstay.kernel.Nearest;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms of value that only recovery and drills know. */
final class RecoveryForms {
  private static final Pattern HOURS =
      Pattern.compile(
          "(?:(mon|tue|wed|thu|fri|sat|sun|daily)\\s+)?"
              + "([01]\\d|2[0-3]):([0-5]\\d)\\s?[-\u2013]\\s?([01]\\d|2[0-3]):([0-5]\\d)\\s+UTC");
  private static final Pattern FAILS = Pattern.compile("(\\S+)\\s+fails");
  private static final Pattern SLOWER = Pattern.compile("(\\S+)\\s+slower\\s+by\\s+(.+)");
  private static final Pattern RESTORE = Pattern.compile("restore\\s+of\\s+(\\S+)");
  private static final List<String> INTERVALS =
      List.of("continuous", "hourly", "daily", "weekly", "monthly", "quarterly", "yearly", "never");

  /** How often; a month is 30 days, a quarter 91, {@code continuous} zero. */
  static final Form<Duration> INTERVAL =
      Forms.of(
              "hourly, daily, weekly, monthly, continuous, never or a duration such as 5m",
              text ->
                  switch (text) {
                    case "continuous" -> Optional.of(Duration.ZERO);
                    case "hourly" -> Optional.of(Duration.ofHours(1));
                    case "daily" -> Optional.of(Duration.ofDays(1));
                    case "weekly" -> Optional.of(Duration.ofDays(7));
                    case "monthly" -> Optional.of(Duration.ofDays(30));
                    case "quarterly" -> Optional.of(Duration.ofDays(91));
                    case "yearly" -> Optional.of(Duration.ofDays(365));
                    case "never" -> Optional.of(Backup.NEVER);
                    default -> Forms.DURATION_ABOVE_ZERO.parse(text);
                  },
              text ->
                  Nearest.of(text, INTERVALS).or(() -> Forms.DURATION_ABOVE_ZERO.suggestion(text)))
          .spelt(Forms.DURATION_FROM_ZERO.spelling().orWords(INTERVALS.toArray(String[]::new)));

  static final Form<Hours> HOURS_OF_THE_WEEK =
      Forms.of("hours in UTC, such as sat 02:00-04:00 UTC", RecoveryForms::hours);

  static final Form<String> TIER =
      Forms.of(
          "the name of a tier, such as 1",
          text -> text.matches("[0-9]") ? Optional.of(text) : Forms.IDENTIFIER.parse(text),
          Forms.IDENTIFIER::suggestion);

  static final Form<Fault> FAULT =
      Forms.of(
          "`instance fails`, `zone fails`, `NAME fails`, `NAME slower by 200ms`, `failover` or"
              + " `restore of NAME`",
          RecoveryForms::fault);

  static final Form<Boolean> ENVIRONMENT =
      Forms.of(
          "production or the name of another environment",
          text -> Forms.IDENTIFIER.parse(text).map("production"::equals));

  private RecoveryForms() {}

  private static Optional<Hours> hours(String text) {
    Matcher match = HOURS.matcher(text.strip());
    if (!match.matches()) {
      return Optional.empty();
    }
    LocalTime from = LocalTime.of(number(match, 2), number(match, 3));
    LocalTime to = LocalTime.of(number(match, 4), number(match, 5));
    String word = match.group(1);
    DayOfWeek day =
        word == null
            ? null
            : Arrays.stream(DayOfWeek.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).startsWith(word))
                .findFirst()
                .orElse(null);
    return Optional.of(new Hours(day, from, to));
  }

  private static int number(Matcher match, int group) {
    return Integer.parseInt(match.group(group));
  }

  private static Optional<Fault> fault(String text) {
    String sentence = text.strip();
    if (sentence.equals("failover")) {
      return Optional.of(new Fault.Failover());
    }
    Matcher restore = RESTORE.matcher(sentence);
    if (restore.matches()) {
      return Optional.of(new Fault.Restore(restore.group(1)));
    }
    Matcher slower = SLOWER.matcher(sentence);
    if (slower.matches()) {
      return Forms.DURATION_ABOVE_ZERO
          .parse(slower.group(2))
          .map(by -> new Fault.DependencySlower(slower.group(1), by));
    }
    Matcher fails = FAILS.matcher(sentence);
    if (!fails.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (fails.group(1)) {
          case "instance" -> new Fault.InstanceFails();
          case "zone", "region" -> new Fault.SiteFails(fails.group(1));
          default -> new Fault.DependencyFails(fails.group(1));
        });
  }
}
