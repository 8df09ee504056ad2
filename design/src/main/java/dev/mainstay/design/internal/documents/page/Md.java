package dev.mainstay.design.internal.documents.page;

import java.util.Locale;

/** Pieces of Markdown. */
public final class Md {
  private static final String ESCAPED = "\\`*_[]~$";

  private Md() {}

  /**
   * Words of a design: nothing in them is taken for Markdown or HTML, and they stay on one line.
   */
  public static String text(String words) {
    var out = new StringBuilder();
    words
        .strip()
        .codePoints()
        .forEach(c -> {
          switch (c) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '|' -> out.append("&#124;");
            default -> {
              if (Character.isWhitespace(c) || c == 0x85) {
                out.append(out.isEmpty() || out.charAt(out.length() - 1) == ' ' ? "" : " ");
              } else if (isOdd(c)) {
                out.append('\uFFFD');
              } else {
                out.append(ESCAPED.indexOf(c) >= 0 ? "\\" : "").appendCodePoint(c);
              }
            }
          }
        });
    return start(out.toString());
  }

  /** A name or a command, shown as such. */
  public static String code(String words) {
    boolean plain = words.codePoints().noneMatch(c -> c == '`' || c == '|' || c == '\\' || c < ' ');
    boolean whole = !words.isBlank() && words.equals(words.strip());
    boolean odd =
        words.codePoints().anyMatch(c -> isOdd(c) || Character.isWhitespace(c) && c > ' ');
    return plain && whole && !odd ? "`" + words + "`" : text(words);
  }

  public static String strong(String words) {
    return "**" + text(words) + "**";
  }

  /** An enumeration's word as people write it: {@code WARM_STANDBY} is {@code warm standby}. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The address of a heading, as GitHub makes it of what is seen of the heading. */
  public static String slug(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }

  /** What would begin a list, a heading or a rule at the start of a line. */
  private static String start(String text) {
    if (text.isEmpty()) {
      return text;
    }
    if ("-+=#:".indexOf(text.charAt(0)) >= 0) {
      return "\\" + text;
    }
    return text.replaceFirst("^(\\d{1,9})([.)])(?=\\s|$)", "$1\\\\$2");
  }

  private static boolean isOdd(int c) {
    return Character.isISOControl(c)
        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
        || c == 0xFEFF
        || c >= 0x202A && c <= 0x202E
        || c >= 0x2066 && c <= 0x2069;
  }
}
