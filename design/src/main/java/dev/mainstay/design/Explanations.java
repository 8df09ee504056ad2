package dev.mainstay.design;

import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.CheckPage;
import dev.mainstay.design.internal.checks.Checks;
import dev.mainstay.design.internal.read.FormProblems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What each problem code means, at length. */
public final class Explanations {
  private static final Map<String, String> TEXTS = texts();

  private Explanations() {}

  /**
   * A few lines of plain text for a code such as {@code MS-T001}, letter case aside; empty when
   * there is no such code.
   */
  public static Optional<String> of(String code) {
    String wanted = code.strip().toUpperCase(Locale.ROOT);
    return Optional.ofNullable(TEXTS.get(wanted)).map(text -> text + page(wanted));
  }

  /** Every code: those of form first, then the checks. */
  public static List<String> codes() {
    return List.copyOf(TEXTS.keySet());
  }

  private static String page(String code) {
    return Checks.ALL.stream()
        .filter(check -> check.code().equals(code))
        .map(check -> "\n" + CheckPage.of(check).text())
        .findFirst()
        .orElse("");
  }

  private static Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    FormProblems.ALL.forEach((code, text) -> texts.put(code, code + ": " + text + "\n"));
    for (Check check : Checks.ALL) {
      texts.put(
          check.code(),
          "%s: %s\n\nRule:   %s\nReason: %s\n"
              .formatted(check.code(), check.title(), check.rule(), check.why()));
    }
    return texts;
  }
}
