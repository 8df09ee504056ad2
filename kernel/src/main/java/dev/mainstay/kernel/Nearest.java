package dev.mainstay.kernel;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word that a mistyped one was probably meant to be. */
public final class Nearest {
  private Nearest() {}

  /**
   * Within a third of the word's length in edits, or half when it starts alike; letter case aside.
   */
  public static Optional<String> of(String word, Collection<String> known) {
    String typed = word.toLowerCase(Locale.ROOT);
    if (typed.length() > 100) {
      return Optional.empty();
    }
    return known.stream()
        .filter(candidate -> near(typed, candidate.toLowerCase(Locale.ROOT)))
        .min(
            Comparator.comparingInt(
                candidate -> distance(typed, candidate.toLowerCase(Locale.ROOT))));
  }

  private static boolean near(String typed, String known) {
    int longer = Math.max(typed.length(), known.length());
    int edits = distance(typed, known);
    return edits <= Math.max(1, longer / 3)
        || (edits <= longer / 2 && typed.length() >= 4 && known.startsWith(typed.substring(0, 4)));
  }

  /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
  static int distance(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      edits[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      edits[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        edits[i][j] = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[a.length()][b.length()];
  }
}
