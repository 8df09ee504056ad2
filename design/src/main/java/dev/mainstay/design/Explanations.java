package dev.mainstay.design;

import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.CheckPage;
import dev.mainstay.design.internal.checks.Checks;
import dev.mainstay.design.internal.read.FormProblems;
import dev.mainstay.kernel.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What each problem code means, at length. */
public final class Explanations {
  private static final Map<String, Optional<Check>> CODES = codesWithChecks();

  private Explanations() {}

  /**
   * A few lines of plain text for a code such as {@code MS-T001}, letter case aside; empty when
   * there is no such code.
   */
  public static Optional<String> of(String code) {
    return find(code).map(Explanation::markdown);
  }

  /** The explanation of a code, letter case aside; empty when there is no such code. */
  public static Optional<Explanation> find(String code) {
    String wanted = code.strip().toUpperCase(Locale.ROOT);
    Optional<Check> check = CODES.getOrDefault(wanted, Optional.empty());
    if (check.isPresent()) {
      return check.map(Explanations::explained);
    }
    return Optional.ofNullable(FormProblems.ALL.get(wanted))
        .map(text -> new Explanation(wanted, FormProblems.family(wanted), text, null, null, ""));
  }

  /** The known code that was probably meant. */
  public static Optional<String> nearest(String code) {
    return Nearest.of(code.strip(), CODES.keySet());
  }

  /** Every code: those of form first, then the checks. */
  public static List<String> codes() {
    return List.copyOf(CODES.keySet());
  }

  /** Every explanation without its page, by family, in the order of the codes. */
  public static Map<String, List<Explanation>> byFamily() {
    Map<String, List<Explanation>> families = new LinkedHashMap<>();
    FormProblems.ALL.forEach((code, text) ->
        families
            .computeIfAbsent(FormProblems.family(code), name -> new ArrayList<>())
            .add(new Explanation(code, FormProblems.family(code), text, null, null, "")));
    for (Check check : Checks.ALL) {
      families.computeIfAbsent(check.family(), name -> new ArrayList<>()).add(explained(check, ""));
    }
    return families;
  }

  /** The designs on the pages of all checks, each the text of a file; half of them are flawed. */
  public static List<String> examples() {
    return Checks.ALL.stream()
        .flatMap(check -> CheckPage.find(check).stream())
        .flatMap(page -> Stream.of(page.failing(), page.mended()))
        .map(CheckPage.Example::file)
        .toList();
  }

  private static Explanation explained(Check check) {
    return explained(check, CheckPage.find(check).map(CheckPage::text).orElse(""));
  }

  private static Explanation explained(Check check, String page) {
    return new Explanation(
        check.code(), check.family(), check.title(), check.rule(), check.why(), page);
  }

  private static Map<String, Optional<Check>> codesWithChecks() {
    Map<String, Optional<Check>> codes = new LinkedHashMap<>();
    FormProblems.ALL.keySet().forEach(code -> codes.put(code, Optional.empty()));
    Checks.ALL.forEach(check -> codes.put(check.code(), Optional.of(check)));
    return codes;
  }
}
