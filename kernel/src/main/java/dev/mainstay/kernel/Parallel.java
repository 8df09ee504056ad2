package dev.mainstay.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Computing on all processors when there is much to do. */
public final class Parallel {
  /** Below that, starting threads takes longer than they save. */
  private static final int FEW = 16;

  /** What a processor takes at once; small, so that all end at about the same time. */
  private static final int HANDFUL = 4;

  private Parallel() {}

  /**
   * As {@code list.stream().map(each).toList()}, in the same order; the calls share nothing that
   * changes.
   */
  public static <T, R> List<R> map(List<T> list, Function<? super T, ? extends R> each) {
    if (list.size() < FEW) {
      return list.stream().<R>map(each).toList();
    }
    Object[] results = new Object[list.size()];
    byAll(list.size(), index -> results[index] = each.apply(list.get(index)));
    List<R> mapped = new ArrayList<>(results.length);
    for (Object result : results) {
      @SuppressWarnings("unchecked")
      R typed = (R) result;
      mapped.add(typed);
    }
    return Collections.unmodifiableList(mapped);
  }

  /** As {@code list.forEach(each)}, in any order; the calls share nothing that changes. */
  public static <T> void forEach(List<T> list, Consumer<? super T> each) {
    if (list.size() < FEW) {
      list.forEach(each);
    } else {
      byAll(list.size(), index -> each.accept(list.get(index)));
    }
  }

  private static void byAll(int size, IntConsumer each) {
    var next = new AtomicInteger();
    IntStream.range(0, Runtime.getRuntime().availableProcessors())
        .parallel()
        .forEach(processor -> {
          for (int from = take(next); from < size; from = take(next)) {
            for (int i = from; i < Math.min(from + HANDFUL, size); i++) {
              each.accept(i);
            }
          }
        });
  }

  private static int take(AtomicInteger next) {
    return next.getAndAdd(HANDFUL);
  }
}
