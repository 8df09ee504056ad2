package dev.mainstay.objectives.live;

import dev.mainstay.kernel.Clock;

/**
 * What was saved of objectives beside how far they have come: what people said of them, and which
 * budgets are used up. It is read when this is made, for which no samples are needed.
 */
public final class Remembered {
  private final CorrectionBook book;
  private final UsedUpMarks marks;

  public Remembered(LiveStore store, Clock clock) {
    book = new CorrectionBook(store, clock);
    marks = new UsedUpMarks(store);
  }

  CorrectionBook book() {
    return book;
  }

  UsedUpMarks marks() {
    return marks;
  }
}
