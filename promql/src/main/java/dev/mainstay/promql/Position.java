package dev.mainstay.promql;

/**
 * A place in the text of a query as people count it.
 *
 * @param line from 1
 * @param column from 1, in UTF-16 units
 */
public record Position(int line, int column) {
  /** Of the character at an offset in UTF-16 units; at most the end of the text. */
  public static Position of(String text, int offset) {
    int line = 1;
    int begin = 0;
    int end = Math.min(offset, text.length());
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        begin = i + 1;
      }
    }
    return new Position(line, end - begin + 1);
  }

  /** As Prometheus writes it: {@code 1:5}. */
  @Override
  public String toString() {
    return line + ":" + column;
  }
}
