package dev.mainstay.objectives.windows;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The youngest samples of one series, in blocks. Samples have ordinals: how many of the series came
 * before, those that were dropped included. Not thread-safe.
 */
final class RecentSamples {
  /** A block grows by late samples until it is split. */
  private static final int MOST = SampleBlock.CAPACITY * 3 / 2;

  private final List<SampleBlock> blocks = new ArrayList<>(2);
  private long dropped;

  /**
   * None yet.
   *
   * @param dropped how many of the series came before
   */
  RecentSamples(long dropped) {
    this.dropped = dropped;
  }

  boolean isEmpty() {
    return blocks.isEmpty();
  }

  /** Whether the series has older samples than these. */
  boolean isTruncated() {
    return dropped > 0;
  }

  long dropped() {
    return dropped;
  }

  SampleBlock oldest() {
    return blocks.getFirst();
  }

  SampleBlock youngest() {
    return blocks.getLast();
  }

  /** The number of the block that holds the first sample after a time; one too many if none. */
  private int numberAfter(long millis) {
    int low = 0;
    int high = blocks.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (blocks.get(middle).lastMillis() > millis) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The block that holds the first sample after a time, or null. */
  @Nullable SampleBlock after(long millis) {
    int number = numberAfter(millis);
    return number == blocks.size() ? null : blocks.get(number);
  }

  /** The block that holds the last sample at or before a time, or null. */
  @Nullable SampleBlock until(long millis) {
    int number = numberAfter(millis);
    if (number < blocks.size() && blocks.get(number).firstMillis() <= millis) {
      return blocks.get(number);
    }
    return number == 0 ? null : blocks.get(number - 1);
  }

  /** Adds a sample after all others. */
  void append(long millis, double value) {
    if (blocks.isEmpty() || youngest().isFull()) {
      long ordinal = dropped;
      if (!blocks.isEmpty()) {
        youngest().seal();
        ordinal = youngest().firstOrdinal() + youngest().size();
      }
      blocks.add(new SampleBlock(ordinal));
    }
    youngest().append(millis, value);
  }

  /** Puts a sample before the last, where none has this time. */
  void insert(long millis, double value) {
    int number = numberAfter(millis);
    SampleBlock block = blocks.get(number);
    block.insert(block.firstAfter(millis, 0), millis, value);
    if (block.size() >= MOST) {
      SampleBlock younger = block.split();
      block.seal();
      blocks.add(number + 1, younger);
    }
    for (int i = number + 1; i < blocks.size(); i++) {
      SampleBlock before = blocks.get(i - 1);
      blocks.get(i).firstOrdinal(before.firstOrdinal() + before.size());
    }
  }

  /** Writes those until a time, included. */
  void writeTo(DataOutput out, long untilMillis) throws IOException {
    int count = 0;
    while (count < blocks.size() && blocks.get(count).firstMillis() <= untilMillis) {
      count++;
    }
    out.writeInt(count);
    for (SampleBlock block : blocks.subList(0, count)) {
      block.writeTo(out, block.firstAfter(untilMillis, 0));
    }
  }

  /** Takes what {@link #writeTo} wrote, where there are none. */
  void readFrom(DataInput in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      blocks.add(SampleBlock.readFrom(in));
    }
  }

  /** Drops the blocks before the one that holds a time; those that stay reach back to it. */
  void dropBefore(long millis) {
    while (blocks.size() > 1 && blocks.get(1).firstMillis() <= millis) {
      dropped += oldest().size();
      blocks.removeFirst();
    }
  }
}
