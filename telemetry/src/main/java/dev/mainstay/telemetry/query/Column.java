package dev.mainstay.telemetry.query;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One series of an intermediate result: at each step a number, a histogram or nothing. Who is
 * handed a column owns it and may change it. Not thread-safe.
 */
final class Column {
  private Labels labels;
  private boolean nameDropped;
  private final int count;
  private final double[] values;
  private final long[] present;
  private @Nullable NativeHistogram @Nullable [] histograms;

  Column(Labels labels, int count) {
    this(labels, false, count, new double[count], new long[(count + 63) >> 6]);
  }

  private Column(Labels labels, boolean nameDropped, int count, double[] values, long[] present) {
    this.labels = labels;
    this.nameDropped = nameDropped;
    this.count = count;
    this.values = values;
    this.present = present;
  }

  int count() {
    return count;
  }

  Labels labels() {
    if (nameDropped) {
      labels = LabelSets.withoutName(labels);
      nameDropped = false;
    }
    return labels;
  }

  /** The value of a label, or the empty string. */
  String label(String name) {
    return nameDropped && name.equals(Labels.NAME) ? "" : labels.value(name);
  }

  /** The labels with or without the name, whichever is at hand. */
  Labels labelsBesidesName() {
    return labels;
  }

  Column dropName() {
    nameDropped = true;
    return this;
  }

  Column relabel(Labels other) {
    labels = other;
    nameDropped = false;
    return this;
  }

  boolean has(int step) {
    return (present[step >> 6] & 1L << step) != 0;
  }

  double value(int step) {
    return values[step];
  }

  /** The histogram at a step that has one, else null. */
  @Nullable NativeHistogram histogram(int step) {
    return histograms == null ? null : histograms[step];
  }

  boolean hasHistograms() {
    return histograms != null;
  }

  void set(int step, double value) {
    values[step] = value;
    present[step >> 6] |= 1L << step;
    if (histograms != null) {
      histograms[step] = null;
    }
  }

  void set(int step, NativeHistogram histogram) {
    if (histograms == null) {
      histograms = new NativeHistogram[count];
    }
    histograms[step] = histogram;
    present[step >> 6] |= 1L << step;
  }

  /** Copies what the other column has at a step, or nothing. */
  void copy(int step, Column from) {
    copy(step, from, step);
  }

  void copy(int step, Column from, int fromStep) {
    if (!from.has(fromStep)) {
      return;
    }
    NativeHistogram histogram = from.histogram(fromStep);
    if (histogram == null) {
      set(step, from.value(fromStep));
    } else {
      set(step, histogram);
    }
  }

  void clear(int step) {
    present[step >> 6] &= ~(1L << step);
    if (histograms != null) {
      histograms[step] = null;
    }
  }

  boolean isEmpty() {
    for (long word : present) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  /** The first step from {@code step} on with something, or {@link #count}. */
  int next(int step) {
    if (step >= count) {
      return count;
    }
    int word = step >> 6;
    long bits = present[word] & -1L << step;
    while (bits == 0) {
      if (++word == present.length) {
        return count;
      }
      bits = present[word];
    }
    return (word << 6) + Long.numberOfTrailingZeros(bits);
  }

  int size() {
    int size = 0;
    for (long word : present) {
      size += Long.bitCount(word);
    }
    return size;
  }

  boolean overlaps(Column other) {
    for (int i = 0; i < present.length; i++) {
      if ((present[i] & other.present[i]) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Takes over what the other column has. */
  void merge(Column other) {
    for (int step = other.next(0); step < count; step = other.next(step + 1)) {
      copy(step, other);
    }
  }

  /** Which steps have something, a bit each. Not a copy. */
  long[] presence() {
    return present;
  }

  /** Marks the steps where this column has something. */
  void addPresence(long[] into) {
    for (int i = 0; i < present.length; i++) {
      into[i] |= present[i];
    }
  }

  /** Leaves only the steps whose bit is {@code wanted}. */
  void mask(long[] bits, boolean wanted) {
    for (int i = 0; i < present.length; i++) {
      present[i] &= wanted ? bits[i] : ~bits[i];
    }
    if (histograms != null) {
      for (int step = 0; step < count; step++) {
        if (!has(step)) {
          histograms[step] = null;
        }
      }
    }
  }

  /** Whether any step has a histogram. */
  boolean holdsHistogram() {
    if (histograms != null) {
      for (NativeHistogram histogram : histograms) {
        if (histogram != null) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether any step has a number. */
  boolean holdsNumber() {
    int step = next(0);
    while (step < count && histogram(step) != null) {
      step = next(step + 1);
    }
    return step < count;
  }

  /** Leaves only numbers. */
  void dropHistograms() {
    if (histograms != null) {
      for (int step = 0; step < count; step++) {
        if (histograms[step] != null) {
          clear(step);
        }
      }
      histograms = null;
    }
  }

  /** This column's only step at each of {@code steps}. */
  Column broadcast(int steps) {
    var wide = new Column(labels, steps);
    wide.nameDropped = nameDropped;
    if (has(0)) {
      NativeHistogram histogram = histogram(0);
      if (histogram == null) {
        Arrays.fill(wide.values, values[0]);
        for (int step = 0; step < steps; step++) {
          wide.present[step >> 6] |= 1L << step;
        }
      } else {
        for (int step = 0; step < steps; step++) {
          wide.set(step, histogram);
        }
      }
    }
    return wide;
  }

  /** The numbers by step; those of steps without one have no meaning. Not a copy. */
  double[] values() {
    return values;
  }

  /** Presence and numbers of this column under other labels, both shared with it. */
  Column as(Labels other) {
    var column = new Column(other, false, count, values, present);
    column.histograms = histograms;
    return column;
  }
}
