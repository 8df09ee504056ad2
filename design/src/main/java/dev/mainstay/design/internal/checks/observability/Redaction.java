package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Service;
import java.util.Locale;

/** What the toolkit hides in logs: fields that end with a name in {@code interface.http.redact}. */
final class Redaction {
  private Redaction() {}

  static boolean hides(Service service, String field) {
    return service.http().redact().stream()
        .map(Redaction::plain)
        .anyMatch(hidden -> !hidden.isEmpty() && plain(field).endsWith(hidden));
  }

  /** Without case, {@code _} and {@code -}, as the toolkit compares. */
  static String plain(String field) {
    return field.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }
}
