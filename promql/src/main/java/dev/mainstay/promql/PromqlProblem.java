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
    int line = 1;
    int begin = 0;
    int end = Math.min(span.start(), text.length());
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        begin = i + 1;
      }
    }
    return new PromqlProblem(span, line, end - begin + 1, message);
  }

  /** As Prometheus writes it: {@code 1:5: parse error: unexpected end of input}. */
  @Override
  public String toString() {
    return line + ":" + column + ": parse error: " + message;
  }
}
