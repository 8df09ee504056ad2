package dev.mainstay.telemetry.storage;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Every label name and value once, under a small number that series and index use in its place.
 * Counts who uses it: what nobody uses any more is forgotten and its number given again. Not
 * thread-safe.
 */
final class Symbols {
  private static final int NONE = -1;

  private @Nullable String[] texts = new String[1024];
  private int[] uses = new int[1024];
  private int[] slots = new int[2048];
  private int size;
  private int[] free = new int[16];
  private int freed;
  private int live;

  Symbols() {
    Arrays.fill(slots, NONE);
  }

  int live() {
    return live;
  }

  String text(int symbol) {
    String text = texts[symbol];
    if (text == null) {
      throw new IllegalStateException("symbol " + symbol + " is not in use");
    }
    return text;
  }

  /** The number of a text, or -1 when no series has it. */
  int find(String text) {
    return slots[slot(text)];
  }

  /** The number of a text, which gets one when it is new; one more use. */
  int use(String text) {
    int slot = slot(text);
    int symbol = slots[slot];
    if (symbol == NONE) {
      symbol = freed > 0 ? free[--freed] : size++;
      if (symbol == texts.length) {
        texts = Arrays.copyOf(texts, symbol * 2);
        uses = Arrays.copyOf(uses, symbol * 2);
      }
      texts[symbol] = text;
      slots[slot] = symbol;
      if (++live * 2 > slots.length) {
        rebuild(slots.length * 2);
      }
    }
    uses[symbol]++;
    return symbol;
  }

  /** One use less. */
  void release(int symbol) {
    if (--uses[symbol] > 0) {
      return;
    }
    int hole = slot(text(symbol));
    int mask = slots.length - 1;
    for (int next = (hole + 1) & mask; slots[next] != NONE; next = (next + 1) & mask) {
      int home = mix(text(slots[next])) & mask;
      if (((next - home) & mask) >= ((next - hole) & mask)) {
        slots[hole] = slots[next];
        hole = next;
      }
    }
    slots[hole] = NONE;
    texts[symbol] = null;
    live--;
    if (freed == free.length) {
      free = Arrays.copyOf(free, freed * 2);
    }
    free[freed++] = symbol;
  }

  private void rebuild(int length) {
    slots = new int[length];
    Arrays.fill(slots, NONE);
    for (int symbol = 0; symbol < size; symbol++) {
      String text = texts[symbol];
      if (text != null) {
        slots[slot(text)] = symbol;
      }
    }
  }

  private int slot(String text) {
    int mask = slots.length - 1;
    int slot = mix(text) & mask;
    while (slots[slot] != NONE && !text.equals(texts[slots[slot]])) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static int mix(String text) {
    int mixed = text.hashCode() * 0x9E3779B9;
    return mixed ^ (mixed >>> 16);
  }
}
