package dev.mainstay.design.internal.exports;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Maps, lists and scalars as block-style YAML, in the order given. Readers of YAML 1.1 and of 1.2
 * take every scalar for the same: what one of them could take for a number, a boolean, a date or
 * nothing is quoted.
 */
public final class YamlText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_./][A-Za-z0-9_./ @%+=~-]*");
  private static final Pattern SPOKEN =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|\\.nan|\\.inf|\\.");
  // Durations and quantities: `30s`, `5m`, `500Mi`; no number in any version of YAML.
  private static final Pattern QUANTITY = Pattern.compile("[0-9]+(ms|s|m|h|d|w|M|Mi|Gi|Ki)");

  private YamlText() {}

  /** One document. */
  public static String of(Map<String, ?> document) {
    var out = new StringBuilder();
    mapping(out, document, 0, false);
    return out.toString();
  }

  private static void mapping(StringBuilder out, Map<?, ?> map, int indent, boolean hanging) {
    boolean first = hanging;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!first) {
        out.repeat(' ', indent);
      }
      first = false;
      out.append(key(String.valueOf(entry.getKey()))).append(':');
      value(out, entry.getValue(), indent);
    }
  }

  private static void value(StringBuilder out, Object value, int indent) {
    switch (value) {
      case Map<?, ?> map when map.isEmpty() -> out.append(" {}\n");
      case List<?> list when list.isEmpty() -> out.append(" []\n");
      case Map<?, ?> map -> {
        out.append('\n');
        mapping(out, map, indent + 2, false);
      }
      case List<?> list -> {
        out.append('\n');
        sequence(out, list, indent + 2);
      }
      case String text when isBlock(text) -> block(out, text, indent + 2);
      default -> out.append(' ').append(scalar(value)).append('\n');
    }
  }

  private static void sequence(StringBuilder out, List<?> list, int indent) {
    for (Object item : list) {
      out.repeat(' ', indent).append('-');
      switch (item) {
        case Map<?, ?> map when !map.isEmpty() -> {
          out.append(' ');
          mapping(out, map, indent + 2, true);
        }
        default -> value(out, item, indent);
      }
    }
  }

  private static boolean isBlock(String text) {
    return text.contains("\n")
        && !text.startsWith(" ")
        && !text.startsWith("\n")
        && text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c != 0x7f && c < 0x80));
  }

  private static void block(StringBuilder out, String text, int indent) {
    out.append(text.endsWith("\n") ? " |\n" : " |-\n");
    text.stripTrailing()
        .lines()
        .forEach(line -> out.repeat(' ', line.isEmpty() ? 0 : indent).append(line).append('\n'));
  }

  private static String key(String key) {
    // GitHub's workflows begin with the key `on`, which people write bare.
    return key.equals("on") ? key : string(key);
  }

  private static String scalar(Object value) {
    return switch (value) {
      case BigDecimal number -> number.toPlainString();
      case Number number -> number.toString();
      case Boolean bool -> bool.toString();
      default -> string(value.toString());
    };
  }

  private static String string(String text) {
    boolean plain =
        (PLAIN.matcher(text).matches() || QUANTITY.matcher(text).matches())
            && !SPOKEN.matcher(text).matches()
            && !text.endsWith(" ");
    return plain ? text : quoted(text);
  }

  private static String quoted(String text) {
    var out = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            case '\r' -> out.append("\\r");
            default -> {
              if (c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
                out.append("\\u%04x".formatted(c));
              } else {
                out.appendCodePoint(c);
              }
            }
          }
        });
    return out.append('"').toString();
  }
}
