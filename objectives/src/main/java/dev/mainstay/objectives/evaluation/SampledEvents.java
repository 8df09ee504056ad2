package dev.mainstay.objectives.evaluation;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Events that are told at moments: values compared with a limit, or shares. Prefix sums over the
 * moments, in blocks; a late one costs as much as its block has moments and there are blocks after
 * it. Not thread-safe.
 */
public final class SampledEvents implements EventCounts {
  /** A block grows by late moments until it is split. */
  private static final int MOST = EventBlock.CAPACITY * 3 / 2;

  private final long retention;
  private final List<EventBlock> blocks = new ArrayList<>(2);

  /**
   * None yet.
   *
   * @param retentionMillis how far back anyone will ask, at least
   */
  public SampledEvents(long retentionMillis) {
    this.retention = retentionMillis;
  }

  /**
   * Takes in the events of a moment, instead of those it had if it was told before.
   *
   * @return whether that changes anything
   */
  public boolean put(long millis, Events events) {
    int number = Math.max(0, numberUntil(millis));
    if (blocks.isEmpty()) {
      blocks.add(new EventBlock(Events.NONE));
    } else if (isFull(number) && millis > blocks.get(number).lastMillis()) {
      blocks.getLast().seal();
      blocks.add(new EventBlock(blocks.getLast().whole()));
      number++;
    }
    EventBlock block = blocks.get(number);
    int size = block.size();
    Events more = block.put(millis, events);
    for (int i = number + 1; i < blocks.size(); i++) {
      blocks.get(i).add(more);
    }
    boolean changed = block.size() > size || !more.equals(Events.NONE);
    if (block.size() > MOST) {
      split(number);
    }
    forget(blocks.getLast().lastMillis() - retention);
    return changed;
  }

  private boolean isFull(int number) {
    return number == blocks.size() - 1 && blocks.get(number).size() >= EventBlock.CAPACITY;
  }

  private void split(int number) {
    EventBlock older = blocks.get(number);
    EventBlock younger = older.split();
    older.seal();
    if (number < blocks.size() - 1) {
      younger.seal();
    }
    blocks.add(number + 1, younger);
  }

  private void forget(long before) {
    while (blocks.size() > 1 && blocks.get(1).firstMillis() <= before) {
      blocks.removeFirst();
    }
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(blocks.size());
    for (EventBlock block : blocks) {
      block.writeTo(out);
    }
  }

  void readFrom(DataInput in) throws IOException {
    blocks.clear();
    for (int left = in.readInt(); left > 0; left--) {
      blocks.add(EventBlock.readFrom(in));
    }
    if (!blocks.isEmpty()) {
      blocks.getLast().open();
    }
  }

  /** The number of the last block that begins at or before a time; -1 when none does. */
  private int numberUntil(long millis) {
    int low = 0;
    int high = blocks.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (blocks.get(middle).firstMillis() <= millis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  private Events until(long millis) {
    int number = Math.max(0, numberUntil(millis));
    return blocks.isEmpty() ? Events.NONE : blocks.get(number).until(millis);
  }

  @Override
  public Events between(int lane, long fromMillis, long toMillis) {
    return until(toMillis).minus(until(fromMillis));
  }
}
