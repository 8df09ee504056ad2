package dev.mainstay.design.internal.exports;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mapping under construction; keys keep their order, null values are left out. */
public final class Yml extends LinkedHashMap<String, Object> {
  private static final long serialVersionUID = 1L;

  public static Yml of() {
    return new Yml();
  }

  public static Yml of(String key, Object value) {
    return new Yml().with(key, value);
  }

  public Yml with(String key, @Nullable Object value) {
    if (value != null) {
      put(key, value);
    }
    return this;
  }

  public Yml withAll(Map<String, ?> entries) {
    putAll(entries);
    return this;
  }
}
