package dev.mainstay.objectives.evaluation;

/** How many events there were when. Not thread-safe. */
public interface EventCounts {
  /**
   * The events after one time and until another.
   *
   * @param lane a number from 0 to {@link Lanes#COUNT}: questions that move forward with time keep
   *     to a lane of their own, and are answered in constant time then; any other question too is
   *     answered right
   * @param fromMillis Unix time, excluded
   * @param toMillis Unix time, included
   */
  Events between(int lane, long fromMillis, long toMillis);
}
