package dev.mainstay.design.internal.read;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A path of keys in a design: {@code dependencies/postgres/timeout}. Services have most paths in
 * common, so each is made once, from the empty one on. Thread-safe.
 */
final class KeyPath {
  private static final int FEW = 8;

  /** The keys joined by slashes; empty for the whole document. */
  final String text;

  private volatile @Nullable Map<String, KeyPath> inner;

  KeyPath() {
    this("");
  }

  private KeyPath(String text) {
    this.text = text;
  }

  KeyPath at(String key) {
    Map<String, KeyPath> known = inner;
    if (known == null) {
      known = begin();
    }
    KeyPath path = known.get(key);
    return path == null ? first(known, key) : path;
  }

  /** Of an item of a list. */
  KeyPath at(int index) {
    return at(String.valueOf(index));
  }

  private KeyPath first(Map<String, KeyPath> known, String key) {
    var path = new KeyPath(text.isEmpty() ? key : text + "/" + key);
    KeyPath before = known.putIfAbsent(key, path);
    return before == null ? path : before;
  }

  private synchronized Map<String, KeyPath> begin() {
    Map<String, KeyPath> known = inner;
    if (known == null) {
      known = new ConcurrentHashMap<>(FEW);
      inner = known;
    }
    return known;
  }
}
