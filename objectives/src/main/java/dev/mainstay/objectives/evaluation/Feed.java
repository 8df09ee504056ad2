package dev.mainstay.objectives.evaluation;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Brings stored samples to the counts of one indicator. Not thread-safe. */
interface Feed {
  EventCounts counts();

  /** Since when there is something to count between two times; the second when nothing is. */
  long earliest(long fromMillis, long toMillis);

  /**
   * Takes in the samples between two times, both included; those known already change nothing.
   *
   * @return how many there were of one series at most
   */
  int read(long fromMillis, long toMillis, Changes changes);

  /**
   * Whether a series came into sight since it was asked last that has samples between a time and
   * the first that was read of it: they came in late, and were not counted.
   */
  default boolean missed(long fromMillis) {
    return false;
  }

  /**
   * Writes what was counted until a time; samples after it are read again.
   *
   * @param settled whether all that was taken in is kept for good by now
   */
  void writeTo(DataOutput out, long untilMillis, boolean settled) throws IOException;

  /**
   * Goes on from what was written.
   *
   * @param fromMillis nobody asks for what was before
   * @param recentMillis what still goes on had samples since then
   */
  void readFrom(DataInput in, long fromMillis, long recentMillis) throws IOException;

  /** Forgets what had its last event before a time that nobody asks about any more. */
  default void forget(long beforeMillis) {}

  /** Hears what is other than it was told before. */
  interface Changes {
    void changed(long fromMillis, long untilMillis);
  }
}
