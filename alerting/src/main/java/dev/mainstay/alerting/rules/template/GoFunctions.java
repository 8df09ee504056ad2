package dev.mainstay.alerting.rules.template;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions that every Go template has. */
final class GoFunctions {
  private static final Set<String> NAMES =
      Set.of(
          "and",
          "or",
          "not",
          "eq",
          "ne",
          "lt",
          "le",
          "gt",
          "ge",
          "len",
          "index",
          "slice",
          "print",
          "printf",
          "println",
          "html",
          "js",
          "urlquery",
          "call",
          "tmpl");

  private GoFunctions() {}

  static boolean isKnown(String name) {
    return NAMES.contains(name);
  }

  static @Nullable Object call(String name, List<? extends @Nullable Object> values) {
    var args = new Arguments(name, values);
    atLeast(args, least(name));
    return switch (name) {
      case "not" -> {
        exactly(args, 1);
        yield !Values.isTrue(values.getFirst());
      }
      case "len" -> {
        exactly(args, 1);
        yield (long) args.length(0);
      }
      case "index" -> index(args);
      case "slice" -> slice(args);
      case "eq" -> equal(args);
      case "ne", "lt", "le", "gt", "ge" -> {
        exactly(args, 2);
        yield compared(name, values.get(0), values.get(1));
      }
      case "print" -> print(values, false);
      case "println" -> print(values, true);
      case "printf" -> GoFormat.of(args.text(0), values.subList(1, values.size()));
      case "html" -> html(joined(values));
      case "js" -> script(joined(values));
      case "urlquery" -> URLEncoder.encode(joined(values), StandardCharsets.UTF_8);
      default -> throw new IllegalArgumentException(name + ": there is nothing to call");
    };
  }

  private static int least(String name) {
    return switch (name) {
      case "eq", "not", "len", "index", "slice", "printf" -> 1;
      case "ne", "lt", "le", "gt", "ge" -> 2;
      default -> 0;
    };
  }

  private static void atLeast(Arguments args, int least) {
    if (args.size() < least) {
      throw new IllegalArgumentException(
          "wrong number of args for %s: want at least %d got %d"
              .formatted(args.function(), least, args.size()));
    }
  }

  private static void exactly(Arguments args, int wanted) {
    if (args.size() != wanted) {
      throw new IllegalArgumentException(
          "wrong number of args for %s: want %d got %d"
              .formatted(args.function(), wanted, args.size()));
    }
  }

  private static @Nullable Object index(Arguments args) {
    Object item = args.any(0);
    for (int i = 1; i < args.size(); i++) {
      Object key = args.any(i);
      item =
          switch (item) {
            case Map<?, ?> map when key instanceof String ->
                map.containsKey(key) ? map.get(key) : Expansion.missing(map);
            case List<?> list when key instanceof Long at -> list.get(within(at, list.size()));
            case String text when key instanceof Long at -> {
              byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
              yield (long) (bytes[within(at, bytes.length)] & 0xff);
            }
            case null -> throw new IllegalArgumentException("index of untyped nil");
            default ->
                throw new IllegalArgumentException(
                    "can't index item of type %s by %s"
                        .formatted(Values.type(item), Values.type(key)));
          };
    }
    return item;
  }

  private static int within(long index, int size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("index out of range: " + index);
    }
    return (int) index;
  }

  private static Object slice(Arguments args) {
    int size = args.length(0);
    int from = args.size() > 1 ? bound(args.any(1), size) : 0;
    int to = args.size() > 2 ? bound(args.any(2), size) : size;
    if (from > to || args.size() > 3) {
      throw new IllegalArgumentException("invalid slice index: %d > %d".formatted(from, to));
    }
    return switch (args.any(0)) {
      case String text -> {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        yield new String(bytes, from, to - from, StandardCharsets.UTF_8);
      }
      case List<?> list -> List.copyOf(list.subList(from, to));
      case null, default ->
          throw new IllegalArgumentException(
              "can't slice item of type " + Values.type(args.any(0)));
    };
  }

  private static int bound(@Nullable Object index, int size) {
    if (index instanceof Long at && at >= 0 && at <= size) {
      return at.intValue();
    }
    throw new IllegalArgumentException("index out of range: " + Values.printed(index));
  }

  private static boolean equal(Arguments args) {
    if (args.size() == 1) {
      throw new IllegalArgumentException("missing argument for comparison");
    }
    for (int i = 1; i < args.size(); i++) {
      if (same(args.any(0), args.any(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean same(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return left == right;
    }
    comparable(left);
    comparable(right);
    if (left.getClass() != right.getClass()) {
      throw new IllegalArgumentException("incompatible types for comparison");
    }
    return left instanceof Double number ? number == (double) (Double) right : left.equals(right);
  }

  private static void comparable(Object value) {
    if (value instanceof Map || value instanceof List) {
      throw new IllegalArgumentException("invalid type for comparison");
    }
  }

  private static boolean compared(String name, @Nullable Object left, @Nullable Object right) {
    return switch (name) {
      case "ne" -> !same(left, right);
      case "lt" -> less(left, right);
      case "le" -> less(left, right) || same(left, right);
      case "gt" -> !(less(left, right) || same(left, right));
      default -> !less(left, right);
    };
  }

  private static boolean less(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null || left.getClass() != right.getClass()) {
      throw new IllegalArgumentException(
          left == null || right == null
              ? "invalid type for comparison"
              : "incompatible types for comparison");
    }
    return switch (left) {
      case Double number -> number < (Double) right;
      case Long number -> number < (Long) right;
      case String text -> text.compareTo((String) right) < 0;
      default -> throw new IllegalArgumentException("invalid type for comparison");
    };
  }

  /** With a space between two values of which none is a text; or between all, and a line break. */
  private static String print(List<? extends @Nullable Object> values, boolean line) {
    var text = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      boolean texts =
          i > 0 && (values.get(i) instanceof String || values.get(i - 1) instanceof String);
      text.append(i > 0 && (line || !texts) ? " " : "").append(Values.printed(values.get(i)));
    }
    return line ? text.append('\n').toString() : text.toString();
  }

  private static String joined(List<? extends @Nullable Object> values) {
    return values.size() == 1 && values.getFirst() instanceof String text
        ? text
        : print(values, false);
  }

  private static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&#34;")
        .replace("'", "&#39;")
        .replace("\0", "\uFFFD");
  }

  private static String script(String text) {
    var escaped = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '\\' -> escaped.append("\\\\");
            case '\'' -> escaped.append("\\'");
            case '"' -> escaped.append("\\\"");
            case '<' -> escaped.append("\\u003C");
            case '>' -> escaped.append("\\u003E");
            case '&' -> escaped.append("\\u0026");
            case '=' -> escaped.append("\\u003D");
            default -> {
              if (c < 0x20) {
                escaped.append("\\u%04X".formatted(c));
              } else {
                escaped.appendCodePoint(c);
              }
            }
          }
        });
    return escaped.toString();
  }
}
