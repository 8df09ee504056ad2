package dev.mainstay.alerting.rules;

import dev.mainstay.design.yaml.Node;
import dev.mainstay.design.yaml.WrittenExpressions;
import dev.mainstay.design.yaml.WrittenText;
import dev.mainstay.kernel.Problem;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.Modifiers;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Queries and selectors in specifications, with their errors' places in the file. */
final class WrittenQueries {
  private static final Pattern WINDOW = Pattern.compile("\\{\\{-? *\\.window *-?\\}\\}");
  private static final String SOME = "5m";

  private final WrittenText text;
  private final WrittenExpressions expressions;
  private final Consumer<Problem> problems;

  WrittenQueries(WrittenText text, Dialect dialect, Consumer<Problem> problems) {
    this.text = text;
    this.expressions = new WrittenExpressions(text, dialect, problems);
    this.problems = problems;
  }

  /** A query with {@code {{.window}}} in it; empty, and told, when it is none. */
  Optional<String> windowed(Section section, String key) {
    Optional<Node.Scalar> found = section.scalar(key).filter(each -> !each.text().isBlank());
    if (found.isEmpty()) {
      section.missing(key, "a query");
      return Optional.empty();
    }
    Node.Scalar written = found.get();
    String query = written.text();
    int other = WINDOW.matcher(query).replaceAll(SOME).contains("{{") ? otherTemplate(query) : -1;
    if (other >= 0 || !WINDOW.matcher(query).find()) {
      problems.accept(
          Problem.error(
              "MS-F007",
              other >= 0
                  ? key + ": a template other than {{.window}}"
                  : key + ": without {{.window}} (expected: a range such as [{{.window}}])",
              text.place(written, Math.max(0, other), 2),
              "write the range as [{{.window}}]: it is asked over several windows"));
      return Optional.empty();
    }
    // As long as the template, so that places stay.
    String same =
        WINDOW.matcher(query).replaceAll(each -> SOME + " ".repeat(each.group().length() - 2));
    return expressions
        .parse(new Node.Scalar(written.place(), same, written.plain()))
        .map(expr -> query);
  }

  private static int otherTemplate(String query) {
    Matcher templates = Pattern.compile("\\{\\{").matcher(query);
    while (templates.find()) {
      Matcher window = WINDOW.matcher(query).region(templates.start(), query.length());
      if (!window.lookingAt()) {
        return templates.start();
      }
    }
    return -1;
  }

  /** The query over a window such as {@code 5m}. */
  static String over(String query, String window) {
    return WINDOW.matcher(query).replaceAll(Matcher.quoteReplacement(window));
  }

  /** A selector without modifiers, by a metric's name; absent, and told, when it is none. */
  Optional<Expr.VectorSelector> selector(Section section, String key) {
    Optional<Node.Scalar> written = section.scalar(key).filter(each -> !each.text().isBlank());
    if (written.isEmpty()) {
      section.missing(key, "a selector such as http_requests_total{job=\"api\"}");
      return Optional.empty();
    }
    Optional<Expr> expr = expressions.parse(written.get());
    if (expr.isEmpty()) {
      return Optional.empty();
    }
    if (expr.get() instanceof Expr.VectorSelector selector
        && selector.modifiers().equals(Modifiers.NONE)
        && !selector.metric().isEmpty()) {
      return Optional.of(selector);
    }
    problems.accept(
        Section.notOfItsForm(
            key, written.get(), "a metric's name with matchers, nothing around it"));
    return Optional.empty();
  }
}
