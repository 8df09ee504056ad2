package dev.mainstay.kernel;

import java.util.Arrays;

/** A text's lines, and the place of each position in it. Positions count UTF-16 code units. */
public final class Lines {
  private final String file;
  private final String text;
  private final int before;
  private final int[] starts;

  /** The index of a line. */
  private int recent;

  /** Of each code point; empty when each takes one code unit. */
  private final int[] offsets;

  public Lines(String file, String text) {
    this(file, text, 0);
  }

  /**
   * Of a part of a file; lines and places are the file's.
   *
   * @param before how many lines of the file come before the text
   */
  public Lines(String file, String text, int before) {
    this.file = file;
    this.text = text;
    this.before = before;
    starts = starts(text);
    offsets = offsets(text);
  }

  private static int[] starts(String text) {
    int[] found = new int[16 + text.length() / 32];
    int count = 1;
    boolean returns = text.indexOf('\r') >= 0;
    for (int i = next(text, 0, returns); i >= 0; i = next(text, i + 1, returns)) {
      if (count == found.length) {
        found = Arrays.copyOf(found, 2 * count);
      }
      found[count++] = i + 1;
    }
    return Arrays.copyOf(found, count);
  }

  /** The last character of the next line break; -1 when there is none. */
  private static int next(String text, int from, boolean returns) {
    if (!returns) {
      return text.indexOf('\n', from);
    }
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
        return i;
      }
    }
    return -1;
  }

  private static int[] offsets(String text) {
    int count = text.codePointCount(0, text.length());
    if (count == text.length()) {
      return new int[0];
    }
    int[] offsets = new int[count];
    for (int i = 0, at = 0; i < count; i++) {
      offsets[i] = at;
      at += Character.charCount(text.codePointAt(at));
    }
    return offsets;
  }

  public int count() {
    return starts.length;
  }

  /**
   * Without its line break; empty when there is no such line.
   *
   * @param line from 1
   */
  public String line(int line) {
    int index = line - before - 1;
    if (index < 0 || index >= starts.length) {
      return "";
    }
    return text.substring(starts[index], end(index));
  }

  /** The place of a range; what runs into the next line is cut at the end of the first. */
  public Place place(int from, int to) {
    int start = Math.clamp(from, 0, text.length());
    int line = index(start);
    int stop = Math.clamp(to, start, Math.max(start, end(line)));
    return new Place(file, before + line + 1, start - starts[line] + 1, Math.max(1, stop - start));
  }

  /** The index of the line that the position is on; often the one that was asked for last. */
  private int index(int position) {
    int last = recent;
    if (starts[last] > position || (last + 1 < starts.length && starts[last + 1] <= position)) {
      int index = Arrays.binarySearch(starts, position);
      last = index >= 0 ? index : -index - 2;
      recent = last;
    }
    return last;
  }

  /** The UTF-16 position of the place's start; -1 when the place is not in the text. */
  public int start(Place place) {
    int index = place.line() - before - 1;
    if (index < 0 || index >= starts.length) {
      return -1;
    }
    int start = starts[index] + place.column() - 1;
    return start + place.length() <= end(index) ? start : -1;
  }

  /** The UTF-16 position of the code point with that index; the text's end when beyond it. */
  public int offset(int codePoints) {
    int index = Math.max(0, codePoints);
    if (offsets.length == 0) {
      return Math.min(index, text.length());
    }
    return index < offsets.length ? offsets[index] : text.length();
  }

  private int end(int line) {
    int end = line + 1 < starts.length ? starts[line + 1] : text.length();
    while (end > starts[line] && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return end;
  }
}
