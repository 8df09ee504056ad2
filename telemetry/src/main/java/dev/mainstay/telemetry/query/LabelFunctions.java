package dev.mainstay.telemetry.query;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.LabelMatch;
import dev.mainstay.telemetry.Labels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Functions that set labels. */
final class LabelFunctions {
  private static final java.util.regex.Pattern PLAIN_NAME =
      java.util.regex.Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private final Evaluator evaluator;
  private final Query query;

  LabelFunctions(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.query = evaluator.query();
  }

  void stream(Expr.Call call, Consumer<Column> sink) {
    UnaryOperator<Labels> change =
        call.function().name().equals("label_join") ? join(call) : replace(call);
    // Up to 2.x two series could have the same labels at different steps.
    evaluator.merged(
        query.prometheus2(),
        into ->
            evaluator.vector(
                call.arguments().getFirst(),
                column -> into.accept(column.relabel(change.apply(column.labels())))),
        sink);
  }

  static String text(Expr expr) {
    if (expr.unwrapped() instanceof Expr.StringLiteral literal) {
      return literal.value();
    }
    throw new IllegalStateException("no string literal: " + expr.type());
  }

  private UnaryOperator<Labels> replace(Expr.Call call) {
    List<String> texts = call.arguments().stream().skip(1).map(LabelFunctions::text).toList();
    String target = texts.get(0);
    String replacement = texts.get(1);
    String source = texts.get(2);
    Pattern pattern;
    try {
      pattern = query.pattern(texts.get(3));
    } catch (QueryException e) {
      throw QueryException.execution(
          "invalid regular expression in label_replace(): " + texts.get(3));
    }
    checkName(target, "invalid destination label name in label_replace(): ");
    return labels -> {
      Matcher matcher = pattern.matcher(labels.value(source));
      return matcher.matches()
          ? labels.with(target, RegexTemplate.expand(replacement, matcher))
          : labels;
    };
  }

  private UnaryOperator<Labels> join(Expr.Call call) {
    List<String> texts = call.arguments().stream().skip(1).map(LabelFunctions::text).toList();
    String target = texts.get(0);
    String separator = texts.get(1);
    List<String> sources = texts.subList(2, texts.size());
    for (String source : sources) {
      checkName(source, "invalid source label name in label_join(): ");
    }
    checkName(target, "invalid destination label name in label_join(): ");
    return labels -> {
      var values = new ArrayList<String>();
      sources.forEach(source -> values.add(labels.value(source)));
      return labels.with(target, String.join(separator, values));
    };
  }

  private void checkName(String name, String message) {
    boolean valid = query.prometheus2() ? PLAIN_NAME.matcher(name).matches() : !name.isEmpty();
    if (!valid) {
      throw QueryException.execution(message + name);
    }
  }

  /** The labels that a series missing from a selector would certainly have. */
  static Labels absent(Expr argument) {
    List<LabelMatch> matchers =
        switch (argument.unwrapped()) {
          case Expr.VectorSelector vector -> vector.matchers();
          case Expr.MatrixSelector matrix -> matrix.selector().matchers();
          default -> List.of();
        };
    var labels = new TreeMap<String, String>();
    var seen = new HashSet<String>();
    for (LabelMatch match : matchers) {
      if (match.name().equals(Labels.NAME)) {
        continue;
      }
      if (match.kind() == LabelMatch.Kind.EQUAL && seen.add(match.name())) {
        labels.put(match.name(), match.value());
      } else {
        labels.remove(match.name());
      }
    }
    return new Labels(labels);
  }
}
