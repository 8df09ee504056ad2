package dev.mainstay.store.internal;

import java.util.Locale;
import java.util.Map;

/**
 * JSON with exactly one spelling per value, after RFC 8785: no white space, keys in the order of
 * their UTF-16 units, only the escapes that JSON demands. What is hashed must be written the same
 * way for ever.
 */
public final class CanonicalJson {
  private CanonicalJson() {}

  /** An object of strings. */
  public static String object(Map<String, String> members) {
    var out = new StringBuilder(16 + members.size() * 32).append('{');
    members.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(member -> {
          if (out.length() > 1) {
            out.append(',');
          }
          string(out, member.getKey());
          out.append(':');
          string(out, member.getValue());
        });
    return out.append('}').toString();
  }

  /** A string, quoted. */
  public static String string(String value) {
    var out = new StringBuilder(value.length() + 2);
    string(out, value);
    return out.toString();
  }

  private static void string(StringBuilder out, String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
