package dev.mainstay.cli;

import dev.mainstay.kernel.Remainder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of the screen, and how columns are set on it. */
final class Terminal {
  private static final int DEFAULT_WIDTH = 100;

  private Terminal() {}

  static int width() {
    try {
      String columns = System.getenv("COLUMNS");
      return columns == null ? DEFAULT_WIDTH : Math.max(40, Integer.parseInt(columns));
    } catch (NumberFormatException e) {
      return DEFAULT_WIDTH;
    }
  }

  /** Colour is for a person at a terminal who has not asked for none. */
  static boolean colour() {
    var console = System.console();
    return console != null && console.isTerminal() && System.getenv("NO_COLOR") == null;
  }

  /** Rows under a header, columns as wide as their widest cell. */
  static String table(List<String> header, List<List<String>> rows) {
    var lines = new ArrayList<List<String>>();
    lines.add(header);
    lines.addAll(rows);
    int[] widths = new int[header.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    var text = new StringBuilder();
    for (List<String> line : lines) {
      var row = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        row.append(line.get(i)).repeat(' ', widths[i] - line.get(i).length() + 2);
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** A share as a percentage, unknown as a dash. */
  static String percent(@Nullable Double fraction, int digits) {
    return fraction == null ? "–" : ("%." + digits + "f %%").formatted(fraction * 100);
  }

  /** What is left of a budget as a percentage, unknown as a dash. */
  static String left(@Nullable Double share) {
    return share == null ? "–" : "%.1f %%".formatted(Remainder.tenths(share));
  }

  /** Seconds as a person says them, unknown as a dash. */
  static String seconds(@Nullable Double seconds) {
    if (seconds == null) {
      return "–";
    }
    if (seconds < 1) {
      return "%.0f ms".formatted(seconds * 1000);
    }
    if (seconds < 120) {
      return "%.1f s".formatted(seconds);
    }
    return seconds < 7200 ? "%.0f min".formatted(seconds / 60) : "%.1f h".formatted(seconds / 3600);
  }
}
