package dev.mainstay.alerting.rules.yaml;

import dev.mainstay.kernel.Lines;
import dev.mainstay.kernel.Place;

/**
 * How a value stands in its file, so that a part of the value can be pointed at: block texts lose
 * their indentation, folded ones their line breaks, quoted ones their escapes. All but escapes
 * changes only white space, so both texts are walked side by side.
 *
 * @param start where it stands in the file, its quote or {@code |} included
 * @param end behind it
 * @param style of the scalar
 */
record WrittenText(Lines lines, String file, int start, int end, Style style) {
  enum Style {
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    BLOCK
  }

  Place place(String value, int from, int length) {
    int begin = position(value, from);
    return lines.place(begin, position(value, Math.max(from, from + length - 1)) + 1);
  }

  /** Where the character of the value stands in the file. */
  private int position(String value, int wanted) {
    int at = body();
    int last = at;
    for (int i = 0; i <= wanted && i < value.length(); i++) {
      char c = value.charAt(i);
      at = next(at, c);
      last = at;
      at = behind(at, c);
    }
    return Math.min(wanted < value.length() ? last : at, Math.max(start, end - 1));
  }

  /** Where the value's first character can stand. */
  private int body() {
    return switch (style) {
      case PLAIN -> start;
      case SINGLE_QUOTED, DOUBLE_QUOTED -> start + 1;
      case BLOCK -> {
        int header = file.indexOf('\n', start);
        yield header < 0 ? end : header + 1;
      }
    };
  }

  /** The first place from {@code at} on where {@code c} can stand. */
  private int next(int at, char c) {
    int position = at;
    while (position < end && isContinuation(position)) {
      position = afterBlanks(position + 2);
    }
    if (Character.isWhitespace(c)) {
      return position;
    }
    return afterBlanks(position);
  }

  private boolean isContinuation(int position) {
    return style == Style.DOUBLE_QUOTED
        && file.charAt(position) == '\\'
        && position + 1 < end
        && (file.charAt(position + 1) == '\n' || file.charAt(position + 1) == '\r');
  }

  private int afterBlanks(int from) {
    int position = from;
    while (position < end && Character.isWhitespace(file.charAt(position))) {
      position++;
    }
    return position;
  }

  /** The place behind {@code c}, which stands at {@code at}. */
  private int behind(int at, char c) {
    if (at >= end) {
      return at;
    }
    char written = file.charAt(at);
    if (style == Style.SINGLE_QUOTED && written == '\'') {
      return at + 2;
    }
    if (style == Style.DOUBLE_QUOTED && written == '\\' && at + 1 < end) {
      return switch (file.charAt(at + 1)) {
        case 'x' -> at + 4;
        case 'u' -> at + 6;
        case 'U' -> at + 10;
        default -> at + 2;
      };
    }
    // White space of the value may be more or less than what is written.
    return Character.isWhitespace(c) && written != c ? at : at + 1;
  }
}
