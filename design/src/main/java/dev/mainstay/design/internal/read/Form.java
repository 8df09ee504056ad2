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

  /** How the text looks, at least as wide as what {@link #parse} takes. */
  default Spelling spelling() {
    return Spelling.ANY;
  }

  /** The same form, its look known. */
  default Form<T> spelt(Spelling spelling) {
    Form<T> form = this;
    return new Form<>() {
      @Override
      public String expected() {
        return form.expected();
      }

      @Override
      public Optional<T> parse(String text) {
        return form.parse(text);
      }

      @Override
      public Optional<String> suggestion(String text) {
        return form.suggestion(text);
      }

      @Override
      public boolean isCertain(String text, String suggestion) {
        return form.isCertain(text, suggestion);
      }

      @Override
      public Spelling spelling() {
        return spelling;
      }
    };
  }

  /** The same form, quicker at texts that it has read before. */
  default Form<T> remembering() {
    return new RememberingForm<>(this);
  }

  /** The same form for the name of something else in the design. */
  default Form<T> naming(Spelling.Target target) {
    return spelt(spelling().naming(target, "%s"));
  }
}
