package dev.mainstay.design.yaml;

import dev.mainstay.design.SourceText;
import dev.mainstay.kernel.Lines;
import dev.mainstay.kernel.Place;

/**
 * How values stand in their file, so that a part of a value can be pointed at: block texts lose
 * their indentation, folded ones their line breaks, quoted ones their escapes. All but escapes
 * changes only white space, so both texts are walked side by side.
 */
public final class WrittenText {
  private final Lines lines;
  private final String text;

  public WrittenText(SourceText source) {
    lines = new Lines(source.file(), source.text());
    text = source.text();
  }

  /**
   * The place of a part of the scalar's text.
   *
   * @param from in the scalar's text; its length for what is missing at its end
   * @param length of the part; what runs into the next line is cut at the end of the first
   */
  public Place place(Node.Scalar scalar, int from, int length) {
    int start = lines.start(scalar.place());
    if (start < 0) {
      return scalar.place();
    }
    var walk = new Walk(start, style(scalar, start));
    int begin = walk.position(scalar.text(), from);
    return lines.place(begin, walk.position(scalar.text(), Math.max(from, from + length - 1)) + 1);
  }

  private Style style(Node.Scalar scalar, int start) {
    return switch (text.charAt(start)) {
      case '\'' -> Style.SINGLE_QUOTED;
      case '"' -> Style.DOUBLE_QUOTED;
      default -> scalar.plain() ? Style.PLAIN : Style.BLOCK;
    };
  }

  private enum Style {
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    BLOCK
  }

  /** Along one scalar, which starts with its quote or {@code |}. */
  private final class Walk {
    private final int start;
    private final Style style;

    Walk(int start, Style style) {
      this.start = start;
      this.style = style;
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
      boolean quoted = style == Style.SINGLE_QUOTED || style == Style.DOUBLE_QUOTED;
      return quoted && wanted >= value.length() ? at : last;
    }

    /** Where the value's first character can stand. */
    private int body() {
      return switch (style) {
        case PLAIN -> start;
        case SINGLE_QUOTED, DOUBLE_QUOTED -> start + 1;
        case BLOCK -> {
          int header = text.indexOf('\n', start);
          yield header < 0 ? text.length() : header + 1;
        }
      };
    }

    /** The first place from {@code at} on where {@code c} can stand. */
    private int next(int at, char c) {
      int position = at;
      while (position < text.length() && isContinuation(position)) {
        position = afterBlanks(position + 2);
      }
      if (Character.isWhitespace(c)) {
        return position;
      }
      return afterBlanks(position);
    }

    private boolean isContinuation(int position) {
      return style == Style.DOUBLE_QUOTED
          && text.charAt(position) == '\\'
          && position + 1 < text.length()
          && (text.charAt(position + 1) == '\n' || text.charAt(position + 1) == '\r');
    }

    private int afterBlanks(int from) {
      int position = from;
      while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
        position++;
      }
      return position;
    }

    /** The place behind {@code c}, which stands at {@code at}. */
    private int behind(int at, char c) {
      if (at >= text.length()) {
        return at;
      }
      char written = text.charAt(at);
      if (style == Style.SINGLE_QUOTED && written == '\'') {
        return at + 2;
      }
      if (style == Style.DOUBLE_QUOTED && written == '\\' && at + 1 < text.length()) {
        return switch (text.charAt(at + 1)) {
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
}
