package dev.mainstay.objectives;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prefix sums of events over slots of time, in a ring: the count within any window that ends now is
 * the difference of two entries, read in constant time.
 *
 * <p>An entry is the cumulative count at the end of its slot; a slot reaches from its start,
 * excluded, to its end, included, as the events of a scrape lie before it. Within a slot events are
 * taken to be spread evenly, so a window that begins on a slot's border is exact and any other is
 * off by less than a slot's events. The first entry stands for all that was before and counts
 * nothing. Entries are allocated in segments as time reaches them, and saved by segment. Not
 * thread-safe.
 */
final class Timeline {
  private final String name;
  private final long slotMillis;
  private final int segmentSlots;
  private final @Nullable Part[] ring;
  private long firstSlot;
  private long headSlot;
  private Counts head = Counts.NONE;
  private long version = 1;

  private static final class Part {
    private final long number;
    private final double[] good;
    private final double[] total;
    private long changed;

    Part(long number, int slots) {
      this.number = number;
      good = new double[slots];
      total = new double[slots];
    }
  }

  /**
   * @param name of this timeline in saved segments
   * @param retention that windows may reach back
   * @param segmentSlots slots that are allocated and saved together
   * @param begin Unix milliseconds; nothing is counted before
   */
  Timeline(String name, Duration slot, Duration retention, int segmentSlots, long begin) {
    this.name = name;
    this.slotMillis = slot.toMillis();
    this.segmentSlots = segmentSlots;
    long slots = retention.dividedBy(slot) + 2;
    ring = new Part[(int) ((slots + segmentSlots - 1) / segmentSlots) + 1];
    firstSlot = slotOf(begin) - 1;
    headSlot = firstSlot;
    set(firstSlot, Counts.NONE);
  }

  int segments() {
    return ring.length;
  }

  /** Counts events of one moment; one before the newest entry is put where it belongs. */
  void add(long atMillis, Counts events) {
    long slot = slotOf(atMillis);
    advance(slot);
    addFrom(slot, events);
  }

  /** Counts events that happened at unknown moments between two times, evenly. */
  void addSpread(long fromMillis, long toMillis, Counts events) {
    advance(slotOf(toMillis));
    long from = Math.max(fromMillis, (firstSlot + 1) * slotMillis);
    if (toMillis <= from) {
      add(toMillis, events);
      return;
    }
    long last = slotOf(toMillis);
    for (long slot = slotAfter(from); slot < last; slot++) {
      double share = ((slot + 1) * slotMillis - from) / (double) (toMillis - from);
      addOnly(slot, events.times(share));
    }
    addFrom(last, events);
  }

  private void addOnly(long slot, Counts events) {
    set(slot, get(slot).plus(events));
  }

  private void addFrom(long slot, Counts events) {
    if (events.isNone()) {
      return;
    }
    for (long each = Math.max(slot, firstSlot); each <= headSlot; each++) {
      addOnly(each, events);
    }
    head = head.plus(events);
  }

  private void advance(long slot) {
    long capacity = (long) (ring.length - 1) * segmentSlots;
    if (slot - headSlot > capacity) {
      Arrays.fill(ring, null);
      firstSlot = slot - capacity;
      headSlot = firstSlot;
      set(firstSlot, head);
    }
    while (headSlot < slot) {
      headSlot++;
      set(headSlot, head);
    }
  }

  private void set(long slot, Counts cumulative) {
    long number = Math.floorDiv(slot, (long) segmentSlots);
    int index = index(number);
    Part part = ring[index];
    if (part == null || part.number != number) {
      if (part != null) {
        firstSlot = Math.max(firstSlot, (part.number + 1) * segmentSlots);
      }
      part = new Part(number, segmentSlots);
      ring[index] = part;
    }
    int offset = (int) (slot - number * segmentSlots);
    part.good[offset] = cumulative.good();
    part.total[offset] = cumulative.total();
    part.changed = version;
  }

  private Counts get(long slot) {
    if (slot >= headSlot) {
      return head;
    }
    long wanted = Math.max(slot, firstSlot);
    long number = Math.floorDiv(wanted, (long) segmentSlots);
    Part part = ring[index(number)];
    if (part == null || part.number != number) {
      throw new IllegalStateException(name + ": no entry for slot " + slot);
    }
    int offset = (int) (wanted - number * segmentSlots);
    return new Counts(part.good[offset], part.total[offset]);
  }

  private int index(long number) {
    return (int) Math.floorMod(number, (long) ring.length);
  }

  /** The slot that an event belongs to. */
  private long slotOf(long millis) {
    return Math.floorDiv(millis - 1, slotMillis);
  }

  /** The slot that the time right after {@code millis} belongs to. */
  private long slotAfter(long millis) {
    return Math.floorDiv(millis, slotMillis);
  }

  /** The events after {@code fromMillis}, or since the oldest entry. */
  Counts since(long fromMillis) {
    long slot = slotAfter(fromMillis);
    if (slot > headSlot) {
      return Counts.NONE;
    }
    Counts before = get(slot - 1);
    double into = (fromMillis - slot * slotMillis) / (double) slotMillis;
    return into == 0
        ? head.minus(before)
        : head.minus(before).minus(get(slot).minus(before).times(into));
  }

  /** The number of the present state, for {@link #changedSince}. */
  long mark() {
    return version++;
  }

  /** The segments that changed after the state of {@code mark}; all of them after 0. */
  List<ObjectiveSnapshot.Segment> changedSince(long mark) {
    var segments = new ArrayList<ObjectiveSnapshot.Segment>();
    for (Part part : ring) {
      if (part != null && part.changed > mark) {
        long first = part.number * segmentSlots;
        long from = Math.max(first, firstSlot);
        long until = Math.min(first + segmentSlots, headSlot + 1);
        var good = new ArrayList<Double>();
        var total = new ArrayList<Double>();
        for (int i = (int) (from - first); i < until - first; i++) {
          good.add(part.good[i]);
          total.add(part.total[i]);
        }
        if (!good.isEmpty()) {
          String id = name + '-' + index(part.number);
          segments.add(new ObjectiveSnapshot.Segment(id, from, good, total));
        }
      }
    }
    return segments;
  }

  /** Replaces all entries by saved ones; those of other timelines and rounds are left out. */
  void restore(List<ObjectiveSnapshot.Segment> segments) {
    var own =
        segments.stream()
            .filter(segment -> segment.part().startsWith(name + '-'))
            .filter(segment -> !segment.good().isEmpty())
            .sorted(Comparator.comparingLong(ObjectiveSnapshot.Segment::firstSlot))
            .toList();
    if (own.isEmpty()) {
      return;
    }
    Arrays.fill(ring, null);
    firstSlot = own.getFirst().firstSlot();
    headSlot = firstSlot;
    for (var segment : own) {
      advance(segment.firstSlot() - 1);
      for (int i = 0; i < segment.good().size(); i++) {
        headSlot = segment.firstSlot() + i;
        head = new Counts(segment.good().get(i), segment.total().get(i));
        set(headSlot, head);
      }
    }
  }
}
