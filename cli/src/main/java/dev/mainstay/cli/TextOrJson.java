package dev.mainstay.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** For people or for programs. */
enum TextOrJson {
  TEXT,
  JSON;

  static final class Converter implements ITypeConverter<TextOrJson> {
    @Override
    public TextOrJson convert(String value) {
      try {
        return valueOf(value.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("format: " + value + " (expected: text or json)");
      }
    }
  }
}
