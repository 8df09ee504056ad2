package dev.mainstay.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The words of an option that takes one of a few, letter case aside. */
abstract class Words<E extends Enum<E>> implements ITypeConverter<E> {
  private final String option;
  private final Class<E> type;

  Words(String option, Class<E> type) {
    this.option = option;
    this.type = type;
  }

  @Override
  public E convert(String value) {
    try {
      return Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "%s: %s (expected: %s)".formatted(option, value, expected()));
    }
  }

  private String expected() {
    List<String> words =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .toList();
    return words.stream().limit(words.size() - 1L).collect(Collectors.joining(", "))
        + " or "
        + words.getLast();
  }
}
