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
}
