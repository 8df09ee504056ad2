package dev.mainstay.objectives.windows;

import java.util.Arrays;

/**
 * Where a counter began anew, and what it had counted until then. Falls are numbered from the
 * series' first on.
 *
 * <p>Prefix sums answer what all falls between two positions add up to. They are in whole numbers,
 * so that a difference of two is exact, and they are used where that makes the answer the same as
 * adding one by one in floating point: where everything added is whole and small enough. Elsewhere
 * the falls between the positions are added one by one, from old to new. Series that count whole
 * events thus cost the same however often they fall; a series of fractions costs as much as it fell
 * within the window. A fall takes 36 bytes. Not thread-safe.
 */
final class Falls {
  /** Larger values are added one by one: 2<sup>63</sup> would be too near. */
  private static final double NARROW = 0x1p40;

  private static final long EXACT = 1L << 53;

  // Most series never fall.
  private static final long[] NO_NUMBERS = {};
  private static final double[] NO_VALUES = {};
  private static final int[] NO_COUNTS = {};

  private final boolean compensated;
  private long[] times = NO_NUMBERS;
  private double[] befores = NO_VALUES;
  // What the fall and all before it add up to, with sign and without, and how many are not narrow.
  private long[] sums = NO_NUMBERS;
  private long[] sizes = NO_NUMBERS;
  private int[] wides = NO_COUNTS;
  private int size;
  private int dropped;
  private long droppedSum;
  private long droppedSize;
  private int droppedWide;

  /**
   * None yet.
   *
   * @param compensated whether rounding errors are carried along where falls are added one by one
   */
  Falls(boolean compensated) {
    this.compensated = compensated;
  }

  /** The number that the next fall gets. */
  int end() {
    return dropped + size;
  }

  /** The first number that is still kept. */
  int begin() {
    return dropped;
  }

  /** When the series had fallen: the time of the first sample after. */
  long time(int number) {
    return times[number - dropped];
  }

  /** What the series had counted when it fell. */
  double before(int number) {
    return befores[number - dropped];
  }

  /** The number of the first fall after a time. */
  int firstAfter(long millis) {
    int found = Arrays.binarySearch(times, 0, size, millis);
    return dropped + (found < 0 ? -found - 1 : found + 1);
  }

  /** Takes in a fall at a time that has none. */
  void add(long millis, double before) {
    int index = firstAfter(millis) - dropped;
    if (size == times.length) {
      room(Math.max(4, size * 2));
    }
    System.arraycopy(times, index, times, index + 1, size - index);
    System.arraycopy(befores, index, befores, index + 1, size - index);
    times[index] = millis;
    befores[index] = before;
    size++;
    sumUpFrom(index);
  }

  /** Forgets the fall at a time, if there is one. */
  void remove(long millis) {
    int index = Arrays.binarySearch(times, 0, size, millis);
    if (index >= 0) {
      size--;
      System.arraycopy(times, index + 1, times, index, size - index);
      System.arraycopy(befores, index + 1, befores, index, size - index);
      sumUpFrom(index);
    }
  }

  private void room(int capacity) {
    times = Arrays.copyOf(times, capacity);
    befores = Arrays.copyOf(befores, capacity);
    sums = Arrays.copyOf(sums, capacity);
    sizes = Arrays.copyOf(sizes, capacity);
    wides = Arrays.copyOf(wides, capacity);
  }

  private void sumUpFrom(int index) {
    for (int i = index; i < size; i++) {
      boolean narrow = WholeNumbers.isWholeBelow(befores[i], NARROW);
      long value = narrow ? (long) befores[i] : 0;
      // Differences stay right where these overflow.
      sums[i] = sum(i) + value;
      sizes[i] = magnitude(i) + Math.abs(value);
      wides[i] = wide(i) + (narrow ? 0 : 1);
    }
  }

  private long sum(int index) {
    return index == 0 ? droppedSum : sums[index - 1];
  }

  private long magnitude(int index) {
    return index == 0 ? droppedSize : sizes[index - 1];
  }

  private int wide(int index) {
    return index == 0 ? droppedWide : wides[index - 1];
  }

  /** Forgets the falls before a number, which nobody will ask for. */
  void dropBefore(int number) {
    int count = number - dropped;
    // Moving the rest must not cost more than what is gained.
    if (count < 16 || count < size / 4) {
      return;
    }
    droppedSum = sum(count);
    droppedSize = magnitude(count);
    droppedWide = wide(count);
    dropped = number;
    size -= count;
    System.arraycopy(times, count, times, 0, size);
    System.arraycopy(befores, count, befores, 0, size);
    System.arraycopy(sums, count, sums, 0, size);
    System.arraycopy(sizes, count, sizes, 0, size);
    System.arraycopy(wides, count, wides, 0, size);
  }

  /**
   * The growth from one value to another: their difference, and what the falls from number {@code
   * begin} to before {@code end} hide.
   */
  double growth(double from, double to, int begin, int end) {
    if (begin >= end) {
      return to - from;
    }
    int first = begin - dropped;
    int behind = end - dropped;
    if (wide(behind) == wide(first)
        && WholeNumbers.isWhole(from)
        && WholeNumbers.isWhole(to)
        && fits(from, to, magnitude(behind) - magnitude(first))) {
      return (double) ((long) to - (long) from + (sum(behind) - sum(first)));
    }
    return compensated ? compensated(to - from, first, behind) : plain(to - from, first, behind);
  }

  /** As a query does it. */
  private double plain(double difference, int first, int behind) {
    double growth = difference;
    for (int i = first; i < behind; i++) {
      growth += befores[i];
    }
    return growth;
  }

  /** As Neumaier has it. */
  private double compensated(double difference, int first, int behind) {
    double growth = difference;
    double carry = 0;
    for (int i = first; i < behind; i++) {
      double next = growth + befores[i];
      carry +=
          Math.abs(growth) >= Math.abs(befores[i])
              ? growth - next + befores[i]
              : befores[i] - next + growth;
      growth = next;
    }
    return Double.isFinite(carry) ? growth + carry : growth;
  }

  private static boolean fits(double from, double to, long magnitude) {
    return magnitude >= 0
        && magnitude < EXACT
        && (long) Math.abs(from) + (long) Math.abs(to) + magnitude < EXACT;
  }
}
