package dev.mainstay.design.internal.imports;

import dev.mainstay.design.BudgetRule;
import dev.mainstay.design.BudgetRule.WhenUsedUp;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Problem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Mainstay's annotations of an OpenSLO document: what its budget says about releases, and what a
 * contract promises.
 */
final class BudgetAnnotations {
  private static final String PREFIX = "mainstay.dev/";
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,9})?) ?%");
  private static final String WHEN_USED_UP = PREFIX + "whenUsedUp";
  private static final String WARN_BELOW = PREFIX + "warnBelow";
  private static final String APPROVALS = PREFIX + "approvals";
  private static final String SLA = PREFIX + "sla";
  private static final List<String> OF_BUDGET = List.of(WHEN_USED_UP, WARN_BELOW, APPROVALS);
  private static final List<String> ALL = List.of(WHEN_USED_UP, WARN_BELOW, APPROVALS, SLA);

  private final Foreign document;
  private final Consumer<Problem> problems;
  private final Map<String, String> written;
  private boolean wrong;

  private BudgetAnnotations(Foreign document, Consumer<Problem> problems) {
    this.document = document;
    this.problems = problems;
    this.written = document.texts("metadata", "annotations");
  }

  static Optional<BudgetRule> read(Foreign document, Consumer<Problem> problems) {
    return new BudgetAnnotations(document, problems).rule();
  }

  /**
   * The share that a contract promises, 0 to 1.
   *
   * @param objectives that the document states
   */
  static Optional<BigDecimal> agreed(Foreign document, int objectives, Consumer<Problem> problems) {
    return new BudgetAnnotations(document, problems).agreed(objectives);
  }

  private Optional<BigDecimal> agreed(int objectives) {
    String text = written.get(SLA);
    if (text == null) {
      return Optional.empty();
    }
    if (objectives > 1) {
      wrong(SLA, "%s: of %d objectives".formatted(SLA, objectives), "a document of one");
      return Optional.empty();
    }
    Matcher percent = PERCENT.matcher(text.strip());
    if (percent.matches()) {
      BigDecimal share = new BigDecimal(percent.group(1)).movePointLeft(2);
      if (share.signum() > 0 && share.compareTo(BigDecimal.ONE) < 0) {
        return Optional.of(share);
      }
    }
    wrong(SLA, SLA + ": " + text, "a percentage above 0 % and below 100 %, such as 99.5 %");
    return Optional.empty();
  }

  private Optional<BudgetRule> rule() {
    written.keySet().stream()
        .filter(key -> key.startsWith(PREFIX) && !ALL.contains(key))
        .forEach(key -> wrong(key, "annotation " + key, String.join(", ", ALL)));
    @Nullable String whenUsedUp = written.get(WHEN_USED_UP);
    if (whenUsedUp == null) {
      written.keySet().stream()
          .filter(OF_BUDGET::contains)
          .forEach(key -> wrong(key, key + " without " + WHEN_USED_UP, "both"));
      return Optional.empty();
    }
    if (!whenUsedUp.equals("freeze") && !whenUsedUp.equals("warn")) {
      wrong(WHEN_USED_UP, WHEN_USED_UP + ": " + whenUsedUp, "freeze or warn");
    }
    var rule =
        new BudgetRule(
            warnBelow(),
            whenUsedUp.equals("warn") ? WhenUsedUp.WARN : WhenUsedUp.FREEZE,
            approvals());
    return wrong ? Optional.empty() : Optional.of(rule);
  }

  private Percentage warnBelow() {
    String text = written.getOrDefault(WARN_BELOW, "50 %").strip();
    if (text.matches("[0-9]{1,2}(\\.[0-9]{1,6})? ?%|100 ?%")) {
      return Percentage.of(text.replace("%", "").strip());
    }
    wrong(WARN_BELOW, WARN_BELOW + ": " + text, "0 % to 100 %");
    return BudgetRule.WARN_BELOW;
  }

  private int approvals() {
    String text = written.getOrDefault(APPROVALS, "1").strip();
    if (text.matches("[1-9]|10")) {
      return Integer.parseInt(text);
    }
    wrong(APPROVALS, APPROVALS + ": " + text, "1 to 10");
    return BudgetRule.APPROVALS;
  }

  private void wrong(String key, String found, String expected) {
    wrong = true;
    problems.accept(
        Problem.error(
            "MS-F007",
            "%s (expected: %s)".formatted(found, expected),
            document.at("metadata", "annotations", key).orElse(document).place(),
            "write " + expected));
  }
}
