package dev.mainstay.design.internal.read;

import java.util.Optional;

/**
 * How a kind of value is written.
 *
 * @param <T> what it becomes
 */
interface Form<T> {
  /** For messages: {@code a duration with a unit, such as 250ms}. */
  String expected();

  /** Empty when the text is not of this form. */
  Optional<T> parse(String text);

  /** What the writer probably meant, or empty. */
  default Optional<String> suggestion(String text) {
    return Optional.empty();
  }

  /**
   * Whether the writer can have meant nothing but the suggestion: the same letters in another case
   * or with other separators, or a unit that the number can do without.
   */
  default boolean isCertain(String text, String suggestion) {
    return Certainty.of(text, suggestion);
  }
}
