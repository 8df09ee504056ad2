package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.Matcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Which series have a label with a value: for each name and value, as symbols, the set of series'
 * ids. Not thread-safe.
 */
final class Postings {
  // Symbol of a name to symbol of a value to an Integer (one series) or a RoaringBitmap.
  private final IntMap<IntMap<Object>> byName = new IntMap<>();
  private final RoaringBitmap all = new RoaringBitmap();

  void add(int id, int[] symbols) {
    all.add(id);
    for (int i = 0; i < symbols.length; i += 2) {
      IntMap<Object> byValue = byName.get(symbols[i]);
      if (byValue == null) {
        byValue = new IntMap<>();
        byName.put(symbols[i], byValue);
      }
      switch (byValue.get(symbols[i + 1])) {
        case null -> byValue.put(symbols[i + 1], id);
        case Integer one -> byValue.put(symbols[i + 1], RoaringBitmap.bitmapOf(one, id));
        case RoaringBitmap many -> many.add(id);
        default -> throw new IllegalStateException("postings of another kind");
      }
    }
  }

  void remove(int id, int[] symbols) {
    all.remove(id);
    for (int i = 0; i < symbols.length; i += 2) {
      IntMap<Object> byValue = byName.get(symbols[i]);
      if (byValue == null) {
        continue;
      }
      Object posting = byValue.get(symbols[i + 1]);
      if (posting instanceof RoaringBitmap many) {
        many.remove(id);
      }
      if (!(posting instanceof RoaringBitmap many) || many.isEmpty()) {
        byValue.remove(symbols[i + 1]);
      }
      if (byValue.size() == 0) {
        byName.remove(symbols[i]);
      }
    }
  }

  /** Saves the room that growing left over. */
  void trim() {
    all.runOptimize();
    byName.forEach(byValue ->
        byValue.forEach(posting -> {
          if (posting instanceof RoaringBitmap many) {
            many.runOptimize();
            many.trim();
          }
        }));
  }

  int[] names() {
    return byName.keys();
  }

  int[] values(int name) {
    IntMap<Object> byValue = byName.get(name);
    return byValue == null ? new int[0] : byValue.keys();
  }

  /** How many series have a label with a value. */
  int count(int name, int value) {
    IntMap<Object> byValue = byName.get(name);
    return switch (byValue == null ? null : byValue.get(value)) {
      case null -> 0;
      case RoaringBitmap many -> many.getCardinality();
      default -> 1;
    };
  }

  void forEachPair(BiConsumer<Integer, Integer> action) {
    for (int name : byName.keys()) {
      for (int value : values(name)) {
        action.accept(name, value);
      }
    }
  }

  /**
   * The ids of the series that satisfy the one of the matchers that fewest do, among those that ask
   * for a value; null when none does.
   */
  @Nullable RoaringBitmap fewest(List<Matcher> matchers, Symbols symbols) {
    RoaringBitmap fewest = null;
    for (Matcher matcher : matchers) {
      if (matcher instanceof Matcher.Equal(String name, String value) && !value.isEmpty()) {
        RoaringBitmap ids = one(symbols.find(name), symbols.find(value));
        if (fewest == null || ids.getCardinality() < fewest.getCardinality()) {
          fewest = ids;
        }
      }
    }
    return fewest;
  }

  /** The ids of the series that satisfy all matchers. */
  RoaringBitmap select(List<Matcher> matchers, Symbols symbols) {
    var without = new ArrayList<RoaringBitmap>();
    var within = new ArrayList<RoaringBitmap>();
    for (Matcher matcher : matchers) {
      int name = symbols.find(matcher.name());
      // An absent label has the empty value: who matches it is named by who does not.
      if (matcher.matches("")) {
        without.add(union(name, matcher, false, symbols::text));
      } else if (matcher instanceof Matcher.Equal(String n, String value)) {
        within.add(one(name, symbols.find(value)));
      } else {
        within.add(union(name, matcher, true, symbols::text));
      }
    }
    within.sort(Comparator.comparingInt(RoaringBitmap::getCardinality));
    RoaringBitmap found = within.isEmpty() ? all.clone() : within.getFirst().clone();
    within.stream().skip(1).forEach(found::and);
    without.forEach(found::andNot);
    return found;
  }

  private RoaringBitmap one(int name, int value) {
    IntMap<Object> byValue = byName.get(name);
    return asSet(byValue == null ? null : byValue.get(value));
  }

  private RoaringBitmap union(
      int name, Matcher matcher, boolean matching, IntFunction<String> text) {
    var union = new RoaringBitmap();
    for (int value : values(name)) {
      if (matcher.matches(text.apply(value)) == matching) {
        union.or(one(name, value));
      }
    }
    return union;
  }

  private static RoaringBitmap asSet(@Nullable Object posting) {
    return switch (posting) {
      case null -> new RoaringBitmap();
      case RoaringBitmap many -> many;
      case Integer one -> RoaringBitmap.bitmapOf(one);
      default -> throw new IllegalStateException("postings of another kind");
    };
  }
}
