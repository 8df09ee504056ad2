package dev.mainstay.design.internal;

import java.util.List;
import java.util.function.Function;

/** Computing on all processors when there is much to do. */
public final class Parallel {
  /** Below that, starting threads takes longer than they save. */
  private static final int FEW = 16;

  private Parallel() {}

  /**
   * As {@code list.stream().map(each).toList()}, in the same order; the calls share nothing that
   * changes.
   */
  public static <T, R> List<R> map(List<T> list, Function<? super T, ? extends R> each) {
    return (list.size() < FEW ? list.stream() : list.parallelStream()).<R>map(each).toList();
  }
}
