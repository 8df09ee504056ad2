package dev.mainstay.design.internal.imports;

import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.Urgency;
import dev.mainstay.kernel.Place;

/** Other people's severities and runbooks in the design's terms. */
final class Severities {
  private Severities() {}

  /** As the running server reads it; an alert of a design always has one. */
  static String of(String text) {
    Severity severity = Urgency.of(text).severity();
    return (severity == null ? Severity.P3 : severity).name();
  }

  static String stub(String name, Place from) {
    return "# %s\n\nNamed by %s. Write what to look at first, and what to do.\n"
        .formatted(name, from);
  }
}
