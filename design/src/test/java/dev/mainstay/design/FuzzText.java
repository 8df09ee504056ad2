package dev.mainstay.design;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/** Trees as YAML, in blocks or in flow. */
final class FuzzText {
  /** Longer texts are quoted: the pattern takes a frame of the stack for each word. */
  private static final int LONG = 500;

  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/%<>+-]*(?:[ :][A-Za-z0-9._/%<>+-]+)*");

  private FuzzText() {}

  static String of(Map<String, Object> document, Random random) {
    var out = new StringBuilder();
    block(document, 0, random, out);
    return out.toString();
  }

  private static void block(Object value, int indent, Random random, StringBuilder out) {
    boolean flow = indent > 0 && random.nextInt(3) == 0;
    if (value instanceof Map<?, ?> mapping && !mapping.isEmpty() && !flow) {
      out.append(indent > 0 ? "\n" : "");
      mapping.forEach((key, inner) -> {
        out.append(" ".repeat(indent)).append(scalar(String.valueOf(key))).append(": ");
        block(inner, indent + 2, random, out);
      });
    } else if (value instanceof List<?> list && !list.isEmpty() && !flow) {
      out.append('\n');
      for (Object inner : list) {
        out.append(" ".repeat(indent)).append("- ");
        block(inner, indent + 2, random, out);
      }
    } else {
      flow(value, out);
      out.append('\n');
    }
  }

  private static void flow(Object value, StringBuilder out) {
    if (value instanceof Map<?, ?> mapping) {
      out.append('{');
      String[] comma = {""};
      mapping.forEach((key, inner) -> {
        out.append(comma[0]).append(scalar(String.valueOf(key))).append(": ");
        flow(inner, out);
        comma[0] = ", ";
      });
      out.append('}');
    } else if (value instanceof List<?> list) {
      out.append('[');
      for (int i = 0; i < list.size(); i++) {
        out.append(i > 0 ? ", " : "");
        flow(list.get(i), out);
      }
      out.append(']');
    } else {
      out.append(scalar(String.valueOf(value)));
    }
  }

  private static String scalar(String text) {
    if (text.equals("~") || (text.length() < LONG && PLAIN.matcher(text).matches())) {
      return text;
    }
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
        + '"';
  }
}
