package dev.mainstay.promql;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes an expression on one line. */
final class Printer {
  private Printer() {}

  static String print(Expr expr) {
    return switch (expr) {
      case Expr.NumberLiteral n -> n.duration() ? duration(n.value()) : Texts.number(n.value());
      case Expr.StringLiteral s -> Texts.quote(s.value());
      case Expr.VectorSelector v -> selector(v) + modifiers(v.modifiers());
      case Expr.MatrixSelector m ->
          selector(m.selector())
              + "["
              + length(m.range(), false)
              + "]"
              + modifiers(m.selector().modifiers());
      case Expr.Subquery s -> print(s.inner()) + window(s);
      case Expr.Unary u -> (u.negative() ? "-" : "+") + print(u.operand());
      case Expr.Binary b -> print(b.left()) + " " + operator(b) + " " + print(b.right());
      case Expr.Aggregation a ->
          head(a)
              + "("
              + (a.parameter() == null ? "" : print(a.parameter()) + ", ")
              + print(a.operand())
              + ")";
      case Expr.Call c ->
          c.function().name()
              + "("
              + c.arguments().stream().map(Printer::print).collect(Collectors.joining(", "))
              + ")";
      case Expr.Paren p -> "(" + print(p.inner()) + ")";
    };
  }

  /** What stands behind a subquery's expression. */
  static String window(Expr.Subquery subquery) {
    return "["
        + length(subquery.range(), false)
        + ":"
        + (subquery.step() == null ? "" : length(subquery.step(), false))
        + "]"
        + modifiers(subquery.modifiers());
  }

  /** What stands before an aggregation's parenthesis. */
  static String head(Expr.Aggregation aggregation) {
    String name = aggregation.operator().key();
    Grouping grouping = aggregation.grouping();
    if (grouping.without()) {
      return name + " without (" + labels(grouping.labels()) + ") ";
    }
    return grouping.labels().isEmpty() ? name : name + " by (" + labels(grouping.labels()) + ") ";
  }

  /** What stands between the sides of a binary expression. */
  static String operator(Expr.Binary binary) {
    var text = new StringBuilder(binary.operator().symbol());
    if (binary.bool()) {
      text.append(" bool");
    }
    Matching matching = binary.matching();
    if (matching == null) {
      return text.toString();
    }
    boolean grouped =
        matching.cardinality() == Matching.Cardinality.MANY_TO_ONE
            || matching.cardinality() == Matching.Cardinality.ONE_TO_MANY;
    if (matching.on() || !matching.labels().isEmpty() || grouped) {
      text.append(matching.on() ? " on (" : " ignoring (");
      text.append(labels(matching.labels())).append(')');
    }
    if (grouped) {
      boolean left = matching.cardinality() == Matching.Cardinality.MANY_TO_ONE;
      text.append(left ? " group_left (" : " group_right (");
      text.append(labels(matching.include())).append(')');
    }
    fill(matching.fillLeft(), matching.fillRight(), text);
    return text.toString();
  }

  private static void fill(@Nullable Double left, @Nullable Double right, StringBuilder into) {
    if (left != null && left.equals(right)) {
      into.append(" fill (").append(Texts.number(left)).append(')');
      return;
    }
    if (left != null) {
      into.append(" fill_left (").append(Texts.number(left)).append(')');
    }
    if (right != null) {
      into.append(" fill_right (").append(Texts.number(right)).append(')');
    }
  }

  private static String labels(List<String> labels) {
    return labels.stream().map(Printer::label).collect(Collectors.joining(", "));
  }

  private static String label(String name) {
    return Names.isPlainLabel(name) ? name : Texts.quote(name);
  }

  private static String selector(Expr.VectorSelector selector) {
    String metric = selector.metric();
    boolean plain = metric.isEmpty() || Names.isPlainMetric(metric);
    var inBraces =
        selector.matchers().stream()
            .map(m -> label(m.name()) + m.kind().symbol() + Texts.quote(m.value()))
            .collect(Collectors.joining(", "));
    if (plain) {
      return inBraces.isEmpty() ? metric : metric + "{" + inBraces + "}";
    }
    return "{" + Texts.quote(metric) + (inBraces.isEmpty() ? "" : ", " + inBraces) + "}";
  }

  private static String modifiers(Modifiers modifiers) {
    var text = new StringBuilder();
    if (modifiers.edges() != Modifiers.Edges.PLAIN) {
      text.append(' ').append(modifiers.edges().name().toLowerCase(Locale.ROOT));
    }
    if (modifiers.at() != null) {
      text.append(
          switch (modifiers.at()) {
            case Modifiers.At.Start s -> " @ start()";
            case Modifiers.At.End e -> " @ end()";
            case Modifiers.At.Timestamp(long millis) ->
                String.format(Locale.ROOT, " @ %s", Texts.number(millis / 1e3));
          });
    }
    if (modifiers.offset() != null) {
      text.append(" offset ").append(length(modifiers.offset(), true));
    }
    return text.toString();
  }

  private static String length(Length length, boolean nested) {
    return switch (length) {
      case Length.Fixed(double seconds) -> duration(seconds);
      case Length.Step s -> "step()";
      case Length.Range r -> "range()";
      case Length.Negated(Length operand) -> "-" + length(operand, true);
      case Length.Extreme(boolean greatest, Length left, Length right) ->
          (greatest ? "max(" : "min(") + length(left, false) + ", " + length(right, false) + ")";
      case Length.Arithmetic(BinaryOperator operator, Length left, Length right) -> {
        String text = operand(left) + " " + operator.symbol() + " " + operand(right);
        yield nested ? "(" + text + ")" : text;
      }
    };
  }

  private static String operand(Length length) {
    boolean negative =
        length instanceof Length.Fixed(double seconds) && seconds < 0
            || length instanceof Length.Negated;
    return negative ? "(" + length(length, false) + ")" : length(length, true);
  }

  private static String duration(double seconds) {
    double millis = seconds * 1000;
    return millis == Math.rint(millis)
            && Math.abs(millis) < 9e15
            && Math.rint(millis) / 1e3 == seconds
        ? Texts.duration((long) millis)
        : Texts.number(seconds);
  }
}
