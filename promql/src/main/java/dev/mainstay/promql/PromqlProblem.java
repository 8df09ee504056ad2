package dev.mainstay.promql;

/**
 * What is wrong with a query.
 *
 * @param span where
 * @param line of the place, from 1
 * @param column of the place, from 1, in UTF-16 units
 * @param message what, as Prometheus says it
 */
public record PromqlProblem(Span span, int line, int column, String message) {
  static PromqlProblem of(String text, Span span, String message) {
    Position position = Position.of(text, span.start());
    return new PromqlProblem(span, position.line(), position.column(), message);
  }

  /** As Prometheus writes it: {@code 1:5: parse error: unexpected end of input}. */
  @Override
  public String toString() {
    return new Position(line, column) + ": parse error: " + message;
  }
}
