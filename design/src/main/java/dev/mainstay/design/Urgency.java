package dev.mainstay.design;

import dev.mainstay.design.Alert.Severity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What other people's words for how urgent something is mean here.
 *
 * @param severity null when nobody is to be told
 * @param note what had to be taken for granted, or the empty string
 */
public record Urgency(@Nullable Severity severity, String note) {
  /** What holds where nothing is said, or nothing that is known. */
  public static final Severity UNSAID = Severity.P2;

  /**
   * The meaning of a word, in any case of letters.
   *
   * @param word null or empty when nothing is said
   */
  public static Urgency of(@Nullable String word) {
    if (word == null || word.isBlank()) {
      return new Urgency(UNSAID, "no severity is said: taken for " + UNSAID);
    }
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "p0", "sev0", "emergency", "disaster" -> known(Severity.P0);
      case "p1", "sev1", "critical", "crit", "fatal", "page", "pager" -> known(Severity.P1);
      case "p2", "sev2", "error", "high", "major", "urgent" -> known(Severity.P2);
      case "p3", "sev3", "warning", "warn", "ticket", "medium", "minor", "low" ->
          known(Severity.P3);
      case "p4", "p5", "sev4", "sev5", "info", "informational", "notice", "debug", "none" ->
          known(null);
      default ->
          new Urgency(
              UNSAID,
              "severity \"%s\" is not known: taken for %s".formatted(shortened(word), UNSAID));
    };
  }

  private static Urgency known(@Nullable Severity severity) {
    return new Urgency(severity, "");
  }

  private static String shortened(String word) {
    return word.length() <= 40 ? word : word.substring(0, 40) + "…";
  }
}
