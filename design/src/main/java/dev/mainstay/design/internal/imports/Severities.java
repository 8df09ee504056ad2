package dev.mainstay.design.internal.imports;

import dev.mainstay.kernel.Place;
import java.util.Locale;

/** Other people's severities and runbooks in the design's terms. */
final class Severities {
  private Severities() {}

  static String of(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "p0", "emergency", "sev0" -> "P0";
      case "p1", "critical", "page", "pager", "sev1", "error" -> "P1";
      case "p3", "info", "none", "sev3" -> "P3";
      default -> "P2";
    };
  }

  static String stub(String name, Place from) {
    return "# %s\n\nNamed by %s. Write what to look at first, and what to do.\n"
        .formatted(name, from);
  }
}
