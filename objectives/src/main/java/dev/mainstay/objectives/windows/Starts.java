package dev.mainstay.objectives.windows;

import java.util.Arrays;
import java.util.List;

/** When a counter is known to have begun at zero, in order. Not thread-safe. */
final class Starts {
  private static final int MOST = 64;
  private static final long[] NONE = {};

  private long[] millis = NONE;

  /** Whether it began between two samples: after the first, and not after the second. */
  boolean between(long first, long second) {
    int found = Arrays.binarySearch(millis, first + 1);
    int next = found < 0 ? -found - 1 : found;
    return next < millis.length && millis[next] <= second;
  }

  /** Remembers a start; beyond {@value #MOST} the oldest is forgotten. */
  void add(long start) {
    int found = Arrays.binarySearch(millis, start);
    if (found < 0) {
      int at = -found - 1;
      long[] more = new long[millis.length + 1];
      System.arraycopy(millis, 0, more, 0, at);
      more[at] = start;
      System.arraycopy(millis, at, more, at + 1, millis.length - at);
      millis = more.length > MOST ? Arrays.copyOfRange(more, 1, more.length) : more;
    }
  }

  List<Long> all() {
    return Arrays.stream(millis).boxed().toList();
  }
}
