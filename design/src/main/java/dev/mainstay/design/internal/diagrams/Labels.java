package dev.mainstay.design.internal.diagrams;

import java.util.ArrayList;
import java.util.List;

/** Text in boxes. */
final class Labels {
  private static final int MOST_ROWS = 4;

  private Labels() {}

  /** Rows of at most so many characters; a longer word is cut, and so is the fifth row. */
  static List<String> rows(String label, int width) {
    List<String> rows = new ArrayList<>();
    var row = new StringBuilder();
    for (String word : clean(label).split(" ")) {
      String rest = word;
      while (rest.codePointCount(0, rest.length()) > width) {
        if (!row.isEmpty()) {
          rows.add(row.toString());
          row.setLength(0);
        }
        int cut = rest.offsetByCodePoints(0, width);
        rows.add(rest.substring(0, cut));
        rest = rest.substring(cut);
      }
      if (!row.isEmpty() && row.length() + 1 + rest.length() > width) {
        rows.add(row.toString());
        row.setLength(0);
      }
      row.append(row.isEmpty() || rest.isEmpty() ? "" : " ").append(rest);
    }
    if (!row.isEmpty() || rows.isEmpty()) {
      rows.add(row.toString());
    }
    if (rows.size() > MOST_ROWS) {
      List<String> kept = new ArrayList<>(rows.subList(0, MOST_ROWS));
      kept.set(MOST_ROWS - 1, kept.getLast() + " …");
      return kept;
    }
    return rows;
  }

  /** One line without control characters. */
  static String clean(String label) {
    return label
        .codePoints()
        .map(c -> Character.isWhitespace(c) ? ' ' : isOdd(c) ? '\uFFFD' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .replaceAll(" +", " ")
        .strip();
  }

  /** XML and terminals know neither control characters nor lone surrogates. */
  private static boolean isOdd(int c) {
    return Character.isISOControl(c)
        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
        || c == 0xFFFE
        || c == 0xFFFF;
  }
}
