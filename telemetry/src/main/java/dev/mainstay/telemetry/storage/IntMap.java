package dev.mainstay.telemetry.storage;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A map from ints without boxes: open addressing, linear probing. Not thread-safe. */
final class IntMap<V> {
  private static final int SMALLEST = 4;

  private int[] keys = new int[SMALLEST];
  private @Nullable Object[] values = new Object[SMALLEST];
  private int size;

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked")
  @Nullable V get(int key) {
    return (V) values[slot(key)];
  }

  void put(int key, V value) {
    int slot = slot(key);
    if (values[slot] == null) {
      size++;
      if (size * 4 > keys.length * 3) {
        resize(keys.length * 2);
        slot = slot(key);
      }
      keys[slot] = key;
    }
    values[slot] = value;
  }

  void remove(int key) {
    int hole = slot(key);
    if (values[hole] == null) {
      return;
    }
    size--;
    int mask = keys.length - 1;
    // Closes the gap: every later entry of the run that may move nearer to its place does.
    for (int next = (hole + 1) & mask; values[next] != null; next = (next + 1) & mask) {
      int home = mix(keys[next]) & mask;
      if (((next - home) & mask) >= ((next - hole) & mask)) {
        keys[hole] = keys[next];
        values[hole] = values[next];
        hole = next;
      }
    }
    values[hole] = null;
  }

  @SuppressWarnings("unchecked")
  void forEach(Consumer<? super V> action) {
    for (Object value : values) {
      if (value != null) {
        action.accept((V) value);
      }
    }
  }

  /** The keys, in no order. */
  int[] keys() {
    int[] found = new int[size];
    int count = 0;
    for (int i = 0; i < keys.length; i++) {
      if (values[i] != null) {
        found[count++] = keys[i];
      }
    }
    return Arrays.copyOf(found, count);
  }

  private int slot(int key) {
    int mask = keys.length - 1;
    int slot = mix(key) & mask;
    while (values[slot] != null && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void resize(int length) {
    int[] oldKeys = keys;
    Object[] oldValues = values;
    keys = new int[length];
    values = new Object[length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != null) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }

  private static int mix(int key) {
    int mixed = key * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }
}
