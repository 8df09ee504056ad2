package dev.mainstay.cli;

import dev.mainstay.alerting.rules.Section;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The length of Sloth's objectives, which stands in none of their specifications. */
final class SlothPeriod implements ITypeConverter<Duration> {
  static final String DEFAULT = "30d";

  @Override
  public Duration convert(String text) {
    Duration period = Section.parseDuration(text.matches("[0-9]{1,5}") ? text + "d" : text);
    if (period == null || !period.isPositive()) {
      throw new TypeConversionException(text + " (expected: days, or a duration such as 7d)");
    }
    return period;
  }
}
