package dev.mainstay.kernel;

/**
 * Where something stands in a source text.
 *
 * @param file as the user named it
 * @param line from 1
 * @param column from 1, in UTF-16 code units
 * @param length how many columns to underline on that line, &ge; 1
 */
public record Place(String file, int line, int column, int length) {
  public Place {
    if (line < 1 || column < 1 || length < 1) {
      throw new IllegalArgumentException(
          "place: %s:%d:%d+%d (expected: line, column and length >= 1)"
              .formatted(file, line, column, length));
    }
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
