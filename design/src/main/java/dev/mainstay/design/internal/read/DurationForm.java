package dev.mainstay.design.internal.read;

import dev.mainstay.kernel.Durations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** One number with a unit, of at most ten years. */
record DurationForm(String expected, Predicate<Duration> allowed) implements Form<Duration> {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(\\.\\d{1,9})?");
  private static final Pattern DURATION =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)\\s?(ms|s|m|h|d)");
  private static final Duration LONGEST = Duration.ofDays(3650);

  @Override
  public Spelling spelling() {
    return Spelling.pattern(DURATION.pattern());
  }

  @Override
  public Optional<Duration> parse(String text) {
    var match = DURATION.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    long unit =
        switch (match.group(2)) {
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          default -> 86_400_000_000_000L;
        };
    var nanos = new BigDecimal(match.group(1)).multiply(BigDecimal.valueOf(unit));
    if (nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos(nanos.setScale(0, RoundingMode.HALF_UP).longValueExact()))
        .filter(allowed);
  }

  @Override
  public Optional<String> suggestion(String text) {
    if (NUMBER.matcher(text).matches() && parse(text + "ms").isPresent()) {
      return Optional.of(text + "ms");
    }
    String plain = text.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
    return parse(
            plain
                .replaceAll("(milliseconds?|millis?|msecs?)$", "ms")
                .replaceAll("(seconds?|secs?)$", "s")
                .replaceAll("(minutes?|mins?)$", "m")
                .replaceAll("(hours?|hrs?)$", "h")
                .replaceAll("days?$", "d"))
        .map(Durations::written);
  }

  @Override
  public boolean isCertain(String text, String suggestion) {
    return !NUMBER.matcher(text).matches();
  }
}
