package dev.mainstay.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A moment as an option's value: {@code 2026-11-22T10:00:00Z}, or with an offset. */
final class InstantText implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String value) {
    try {
      return OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "%s (expected: an instant such as 2026-11-22T10:00:00Z)".formatted(value));
    }
  }
}
