package dev.mainstay.alerting.rules;

import dev.mainstay.promql.Expr;
import dev.mainstay.promql.Promql;
import dev.mainstay.promql.Span;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** Groups as a Prometheus rule file. */
final class RuleFileText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_:./-]*");
  private static final Pattern WORD =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|nan|inf");

  private final StringBuilder out = new StringBuilder();

  private RuleFileText() {}

  static String of(List<DraftGroup> groups) {
    var text = new RuleFileText();
    text.out.append("groups:");
    text.out.append(groups.isEmpty() ? " []\n" : "\n");
    groups.forEach(text::group);
    return text.out.toString();
  }

  /** A length as Prometheus writes it: {@code 4w}, {@code 1h30m}. */
  static String length(Duration length) {
    return Promql.print(new Expr.NumberLiteral(length.toMillis() / 1e3, true, Span.NONE));
  }

  private void group(DraftGroup group) {
    line("- name: ", scalar(group.name()));
    if (group.interval() != null) {
      line("  interval: ", length(group.interval()));
    }
    line("  rules:", group.rules().isEmpty() ? " []" : "");
    group.rules().forEach(this::rule);
  }

  private void rule(DraftRule rule) {
    line(rule.alert() ? "  - alert: " : "  - record: ", scalar(rule.name()));
    expression(rule.expr());
    if (!rule.pendingFor().isZero()) {
      line("    for: ", length(rule.pendingFor()));
    }
    texts("labels", rule.labels());
    texts("annotations", rule.annotations());
  }

  private void expression(String expr) {
    if (expr.contains("\n") && !expr.startsWith(" ") && !expr.startsWith("\n")) {
      line("    expr: ", expr.endsWith("\n") ? "|" : "|-");
      expr.stripTrailing()
          .lines()
          .forEach(each -> line(each.isBlank() ? "" : "      ", each.isBlank() ? "" : each));
    } else {
      line("    expr: ", quoted(expr));
    }
  }

  private void texts(String key, SortedMap<String, String> texts) {
    if (!texts.isEmpty()) {
      line("    " + key, ":");
      texts.forEach((name, text) -> line("      " + scalar(name) + ": ", scalar(text)));
    }
  }

  private void line(String key, String value) {
    out.append(key).append(value).append('\n');
  }

  private static String scalar(String text) {
    return PLAIN.matcher(text).matches() && !WORD.matcher(text).matches() ? text : quoted(text);
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\t' -> quoted.append("\\t");
            case '\r' -> quoted.append("\\r");
            default -> {
              if (c < ' ' || c >= 0x7f && c < 0xa0 || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
                quoted.append("\\u%04x".formatted(c));
              } else {
                quoted.appendCodePoint(c);
              }
            }
          }
        });
    return quoted.append('"').toString();
  }
}
