package dev.mainstay.telemetry;

import java.time.Duration;
import java.util.List;

/** Where queries read stored samples from. Thread-safe. */
public interface SampleReader {
  /**
   * The series that satisfy all matchers and may have samples within the range. Best in the order
   * of {@link Labels#compareTo}: readers sort, and that costs least when nothing moves.
   *
   * @param fromMillis Unix time, included
   * @param toMillis Unix time, included
   * @throws dev.mainstay.telemetry.query.QueryException if there are more than are handed out
   */
  List<? extends StoredSeries> select(List<Matcher> matchers, long fromMillis, long toMillis);

  /** The same question, for who asks it again and again as time goes on. */
  default Selection selection(List<Matcher> matchers) {
    return (fromMillis, toMillis) -> select(matchers, fromMillis, toMillis);
  }

  /**
   * Waits until everything that readers have seen so far is kept for good.
   *
   * @param most to wait
   * @return false if it takes longer, or if nothing is kept for good here
   */
  default boolean settle(Duration most) {
    return false;
  }
}
