package dev.mainstay.telemetry.ingest;

import dev.mainstay.telemetry.SeriesKey;
import java.util.Arrays;

/** The strings of one remote write 2.0 request: where each lies, and its hash. Reusable. */
final class SymbolTable {
  private static final int KEPT = 1 << 16;

  private final SeriesKey key = new SeriesKey();
  private int[] bounds = new int[512];
  private long[] hashes = new long[512];
  private int size;

  void clear() {
    size = 0;
    if (bounds.length > 2 * KEPT) {
      bounds = new int[512];
      hashes = new long[512];
    }
  }

  void add(byte[] bytes, int from, int to) {
    if (size * 2 == bounds.length) {
      bounds = Arrays.copyOf(bounds, size * 4);
      hashes = Arrays.copyOf(hashes, size * 4);
    }
    key.start(3);
    key.mix(bytes, from, to);
    bounds[size * 2] = from;
    bounds[size * 2 + 1] = to;
    hashes[size * 2] = key.low();
    hashes[size * 2 + 1] = key.high();
    size++;
  }

  int size() {
    return size;
  }

  int start(int symbol) {
    return bounds[symbol * 2];
  }

  int end(int symbol) {
    return bounds[symbol * 2 + 1];
  }

  void mixInto(SeriesKey other, int symbol) {
    other.fold(hashes[symbol * 2], hashes[symbol * 2 + 1]);
  }
}
