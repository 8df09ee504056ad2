package dev.mainstay.objectives.windows;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place in a series between the last sample at or before a time, the {@code bound}, and the first
 * one after it. It moves forward sample by sample, so that following time costs each sample once;
 * it can be sent back. Not thread-safe.
 */
final class Edge {
  private static final long NONE = Long.MIN_VALUE;

  private final History history;
  private final Falls falls;
  private boolean placed;
  private long bound = NONE;
  // The block with the sample after the bound, and where; at its end when there is none yet.
  private @Nullable SampleBlock block;
  private int index;
  private long passed;
  private int fallsPassed;
  private long lastTime = NONE;
  private double lastValue;

  /** An edge at a place that was saved, or that finds its place when it is first moved. */
  Edge(History history, Falls falls, SeriesState.@Nullable Place place) {
    this.history = history;
    this.falls = falls;
    if (place != null) {
      placed = true;
      bound = place.bound();
      passed = place.passed();
      lastTime = place.lastTime();
      lastValue = place.lastValue();
      fallsPassed = falls.firstAfter(bound);
    }
  }

  /** Where it is, or null when it can find its place among the samples in memory. */
  SeriesState.@Nullable Place place() {
    return !placed || history.reaches(bound)
        ? null
        : new SeriesState.Place(bound, passed, lastTime, lastValue);
  }

  /** Writes the block it is in, when that is not one of those in memory. */
  void writeBlock(DataOutput out) throws IOException {
    boolean own =
        place() != null
            && block != null
            && block.firstMillis() < history.recent().oldest().firstMillis();
    out.writeBoolean(own);
    if (own) {
      Objects.requireNonNull(block).writeTo(out, block.size());
    }
  }

  /** Takes what {@link #writeBlock} wrote, at the same place. */
  void readBlock(DataInput in) throws IOException {
    if (in.readBoolean()) {
      enter(SampleBlock.readFrom(in));
    }
  }

  /** How many samples of the series are at or before the bound. */
  long passed() {
    return passed;
  }

  /** The number of the first fall after the bound. */
  int falls() {
    return fallsPassed;
  }

  /** Whether there is a sample at or before the bound. */
  boolean hasLast() {
    return lastTime != NONE;
  }

  long lastTime() {
    return lastTime;
  }

  double lastValue() {
    return lastValue;
  }

  /** The time of the first sample after the bound; there must be one. */
  long nextTime() {
    return Objects.requireNonNull(block).time(index);
  }

  double nextValue() {
    return Objects.requireNonNull(block).value(index);
  }

  void moveTo(long millis) {
    if (millis < bound || !placed) {
      seek(millis);
    } else {
      bound = millis;
      advance();
      fallsPassed = Math.max(fallsPassed, falls.begin());
      while (fallsPassed < falls.end() && falls.time(fallsPassed) <= bound) {
        fallsPassed++;
      }
    }
  }

  private void advance() {
    if (block == null) {
      enter(history.after(lastTime));
    }
    while (block != null) {
      pass(block, block.firstAfter(bound, index));
      if (index < block.size() || block == youngest()) {
        return;
      }
      SampleBlock following = history.after(block.lastMillis());
      if (following == null) {
        return;
      }
      enter(following);
    }
  }

  private void enter(@Nullable SampleBlock following) {
    block = following;
    index = 0;
    if (following == null) {
      return;
    }
    index = lastTime == NONE ? 0 : following.firstAfter(lastTime, 0);
    if (following.firstOrdinal() >= 0) {
      // Where samples are gone that this edge has not passed, it goes on behind them.
      passed = following.firstOrdinal() + index;
    }
  }

  private void pass(SampleBlock in, int next) {
    if (next > index) {
      passed += next - index;
      index = next;
      lastTime = in.time(next - 1);
      lastValue = in.value(next - 1);
    }
  }

  private @Nullable SampleBlock youngest() {
    return history.recent().isEmpty() ? null : history.recent().youngest();
  }

  /** A sample was put between those in memory. */
  void inserted() {
    if (placed && history.reaches(bound)) {
      seek(bound);
    }
  }

  /** Finds its place anew, wherever it was. */
  private void seek(long millis) {
    bound = millis;
    fallsPassed = falls.firstAfter(millis);
    RecentSamples recent = history.recent();
    if (recent.isEmpty()) {
      return;
    }
    placed = true;
    SampleBlock until;
    if (history.reaches(millis)) {
      until = recent.until(millis);
      block = recent.after(millis);
      if (block == null) {
        block = recent.youngest();
      }
      index = block.firstAfter(millis, 0);
      passed = block.firstOrdinal() + index;
    } else {
      until = history.lastUntil(millis);
      passed = recent.dropped() - history.countAfter(millis);
      block = history.after(millis);
      index = 0;
    }
    int last = until == null || until.size() == 0 ? 0 : until.firstAfter(millis, 0);
    lastTime = last == 0 || until == null ? NONE : until.time(last - 1);
    lastValue = last == 0 || until == null ? 0 : until.value(last - 1);
  }
}
