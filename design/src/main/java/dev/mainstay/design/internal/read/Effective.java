package dev.mainstay.design.internal.read;

import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of designs under the keys of their files, defaults filled in: text, numbers (a share
 * as 0 to 1, a rate per second, a size in bytes), truth values and durations; mappings and lists of
 * them.
 */
final class Effective {
  private final Map<String, Map<String, Object>> values = new LinkedHashMap<>();

  /** As written. */
  void text(String design, String path, String text) {
    of(design).put(path, text);
  }

  /** As understood, or the default; what has no simple form stays as it was written. */
  void value(String design, String path, Object value) {
    Object plain = plain(value);
    if (plain != null) {
      of(design).put(path, plain);
    }
  }

  /** A mapping is there, if only an empty one. */
  void mapping(String design, String path) {
    of(design).putIfAbsent(path, Map.of());
  }

  /** Takes over the values of other designs. */
  void add(Effective others) {
    others.values.forEach((design, paths) -> of(design).putAll(paths));
  }

  /** Design to path to value. */
  Map<String, Map<String, Object>> flat() {
    return values;
  }

  /** Design to nested mappings. */
  Map<String, Map<String, Object>> models() {
    Map<String, Map<String, Object>> models = new LinkedHashMap<>();
    values.forEach((design, paths) -> models.put(design, nested(paths)));
    return models;
  }

  private Map<String, Object> of(String design) {
    return values.computeIfAbsent(design, name -> new TreeMap<>());
  }

  private static @Nullable Object plain(Object value) {
    return switch (value) {
      case Integer number -> (Object) number.longValue();
      case Long number -> number;
      case Double number -> number;
      case Boolean truth -> truth;
      case String text -> text;
      case Duration duration -> duration;
      case Percentage share -> share.asFraction();
      case Rate rate -> rate.perSecond();
      case Bytes bytes -> bytes.count();
      case Enum<?> word -> Forms.camel(word);
      default -> null;
    };
  }

  private static Map<String, Object> nested(Map<String, Object> paths) {
    Map<String, Object> root = new LinkedHashMap<>();
    paths.forEach((path, value) -> {
      Map<String, Object> at = root;
      String[] keys = path.split("/");
      for (int i = 0; i < keys.length - 1; i++) {
        at = inner(at, keys[i]);
      }
      if (value instanceof Map<?, ?>) {
        inner(at, keys[keys.length - 1]);
      } else {
        at.put(keys[keys.length - 1], value);
      }
    });
    root.replaceAll((key, value) -> listed(value));
    return root;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> inner(Map<String, Object> outer, String key) {
    if (!(outer.get(key) instanceof Map<?, ?>)) {
      outer.put(key, new LinkedHashMap<String, Object>());
    }
    return (Map<String, Object>) outer.get(key);
  }

  /** A mapping whose keys count from 0 is a list. */
  private static Object listed(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    List<Object> list = new ArrayList<>();
    Object item = map.get("0");
    while (item != null) {
      list.add(listed(item));
      item = map.get(String.valueOf(list.size()));
    }
    if (!map.isEmpty() && list.size() == map.size()) {
      return list;
    }
    Map<String, Object> plain = new LinkedHashMap<>();
    map.forEach((key, inner) -> plain.put((String) key, listed(inner)));
    return plain;
  }
}
