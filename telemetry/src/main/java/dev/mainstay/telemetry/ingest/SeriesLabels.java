package dev.mainstay.telemetry.ingest;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.SeriesKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The labels of the series and exemplars of a remote write request, of either version; reusable.
 */
final class SeriesLabels {
  private static final int MOST_LABELS = 4096;
  private static final byte[] NAME = Labels.NAME.getBytes(StandardCharsets.UTF_8);

  private final Wire wire;
  private final SymbolTable symbols = new SymbolTable();
  private int[] references = new int[64];

  SeriesLabels(Wire wire) {
    this.wire = wire;
  }

  SymbolTable symbols() {
    return symbols;
  }

  /** From here to the end of the message, its field 1. */
  Labels version1() throws MalformedException {
    int start = wire.position();
    int count = 0;
    while (wire.more()) {
      int tag = wire.tag();
      count += tag >>> 3 == 1 ? 1 : 0;
      wire.skip(tag);
    }
    checkCount(count, start);
    wire.position(start);
    var pairs = new String[count * 2];
    int size = 0;
    while (wire.more()) {
      int tag = wire.tag();
      if (tag >>> 3 != 1) {
        wire.skip(tag);
        continue;
      }
      int outer = wire.enter();
      String name = "";
      String value = "";
      while (wire.more()) {
        int field = wire.tag();
        switch (field >>> 3) {
          case 1 -> name = wire.text();
          case 2 -> value = wire.text();
          default -> wire.skip(field);
        }
      }
      wire.leave(outer);
      pairs[size++] = name;
      pairs[size++] = value;
    }
    return labels(pairs, start);
  }

  private void checkCount(int count, int start) throws MalformedException {
    if (count > MOST_LABELS) {
      throw new MalformedException(
          "series", start, count + " labels (limit " + MOST_LABELS + " in any series)");
    }
  }

  private static Labels labels(String[] pairs, int start) throws MalformedException {
    try {
      return Labels.ofPairs(pairs);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("series", start, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads the numbers of symbols, to be appended to {@code before} ones; how many there are then.
   */
  int references(int tag, int before) throws MalformedException {
    int count = before;
    if ((tag & 7) == Wire.VARINT) {
      return reference(count);
    }
    int outer = wire.enter(tag);
    while (wire.more()) {
      count = reference(count);
    }
    wire.leave(outer);
    return count;
  }

  private int reference(int count) throws MalformedException {
    if (count == references.length) {
      if (count > 4 * MOST_LABELS) {
        throw wire.problem("more than " + 2 * MOST_LABELS + " labels");
      }
      references = Arrays.copyOf(references, count * 2);
    }
    references[count] = (int) Math.min(Integer.MAX_VALUE, wire.varint());
    return count + 1;
  }

  /** Mixes the labels of those numbers into a key. */
  void mixInto(SeriesKey key, int count, int start) throws MalformedException {
    if (count % 2 != 0) {
      throw new MalformedException("series", start, "a label name without a value");
    }
    for (int i = 0; i < count; i++) {
      check(references[i], start);
      symbols.mixInto(key, references[i]);
    }
  }

  private void check(int symbol, int start) throws MalformedException {
    if (symbol < 0 || symbol >= symbols.size()) {
      throw new MalformedException("series", start, "symbol " + symbol + " of " + symbols.size());
    }
  }

  /** Those whose numbers were read, from one to before another. */
  Labels version2(int from, int to, int start) throws MalformedException {
    if ((to - from) % 2 != 0) {
      throw new MalformedException("series", start, "a label name without a value");
    }
    checkCount((to - from) / 2, start);
    var pairs = new String[to - from];
    for (int i = from; i < to; i++) {
      pairs[i - from] = symbol(references[i], start);
    }
    return labels(pairs, start);
  }

  String symbol(int symbol, int start) throws MalformedException {
    check(symbol, start);
    return wire.text(symbols.start(symbol), symbols.end(symbol));
  }

  /** The symbol that is the metric's name, or -1. */
  int metric(int count) {
    for (int i = 0; i + 1 < count; i += 2) {
      if (Arrays.equals(
          wire.bytes(),
          symbols.start(references[i]),
          symbols.end(references[i]),
          NAME,
          0,
          NAME.length)) {
        return references[i + 1];
      }
    }
    return -1;
  }
}
