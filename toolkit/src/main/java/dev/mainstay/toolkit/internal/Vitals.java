package dev.mainstay.toolkit.internal;

/**
 * Whether a dependency works, with hysteresis: it is failing from the {@value #FAILS_AFTER}rd
 * failed result in a row or while its breaker is not closed, and works again after {@value
 * #WORKS_AFTER} good results in a row with the breaker closed. Results are those of calls and of
 * background checks. Thread-safe.
 */
public final class Vitals {
  static final int FAILS_AFTER = 3;
  static final int WORKS_AFTER = 2;

  private int bad;
  private int good = WORKS_AFTER;
  private boolean breakerClosed = true;
  private volatile boolean failing;

  public boolean failing() {
    return failing;
  }

  public synchronized void result(boolean success) {
    if (success) {
      bad = 0;
      good = Math.min(good + 1, WORKS_AFTER);
    } else {
      good = 0;
      bad = Math.min(bad + 1, FAILS_AFTER);
    }
    judge();
  }

  public synchronized void breaker(boolean closed) {
    breakerClosed = closed;
    judge();
  }

  private void judge() {
    if (!breakerClosed || bad >= FAILS_AFTER) {
      failing = true;
    } else if (good >= WORKS_AFTER) {
      failing = false;
    }
  }
}
