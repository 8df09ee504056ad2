package dev.mainstay.promql;

import org.jspecify.annotations.Nullable;

/**
 * Where something stands in the text of a query. All spans are equal to each other, so that two
 * expressions are equal when they mean the same, wherever they stand.
 *
 * @param start offset of the first character, in UTF-16 units
 * @param end offset behind the last character
 */
public record Span(int start, int end) {
  /** The place of what was not read from a text. */
  public static final Span NONE = new Span(0, 0);

  Span to(Span last) {
    return new Span(start, last.end);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Span;
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
