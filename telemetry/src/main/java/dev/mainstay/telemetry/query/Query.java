package dev.mainstay.telemetry.query;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.LabelMatch;
import dev.mainstay.promql.Length;
import dev.mainstay.promql.Modifiers;
import dev.mainstay.promql.Patterns;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.SampleReader;
import dev.mainstay.telemetry.StoredSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all parts of a running query share.
 *
 * @param steps of the whole query; {@code @ start()}, {@code step()} and the like refer to them
 */
record Query(
    SampleReader reader,
    QuerySettings settings,
    Steps steps,
    boolean instant,
    QueryBudget budget,
    Remarks remarks,
    Map<Expr, Boolean> invariants) {
  /** Of a selected series and its labels; roughly, since names and values are shared. */
  private static final int SERIES_BYTES = 150;

  Query(
      SampleReader reader,
      QuerySettings settings,
      Steps steps,
      boolean instant,
      QueryBudget budget) {
    this(
        reader,
        settings,
        steps,
        instant,
        budget,
        new Remarks(settings.dialect().prometheus2()),
        new IdentityHashMap<>());
  }

  boolean prometheus2() {
    return settings.dialect().prometheus2();
  }

  double stepSeconds() {
    return instant ? 0 : steps.interval() / 1e3;
  }

  double rangeSeconds() {
    return (steps.end() - steps.start()) / 1e3;
  }

  /** Milliseconds of a length; 0 when there is none. */
  long millis(@Nullable Length length) {
    return length == null ? 0 : Math.round(length.seconds(stepSeconds(), rangeSeconds()) * 1000);
  }

  /** Milliseconds of a range or a subquery's step. */
  long positiveMillis(Length length) {
    long millis = millis(length);
    if (millis <= 0) {
      throw QueryException.execution("duration must be greater than 0");
    }
    return millis;
  }

  /** The Unix time of an {@code @} modifier. */
  long millis(Modifiers.At at) {
    return switch (at) {
      case Modifiers.At.Timestamp(long millis) -> millis;
      case Modifiers.At.Start s -> steps.start();
      case Modifiers.At.End e -> steps.end();
    };
  }

  boolean isInvariant(Expr expr) {
    Boolean known = invariants.get(expr);
    if (known == null) {
      known = Invariance.of(expr);
      invariants.put(expr, known);
    }
    return known;
  }

  /** The series that a selector selects, sorted. */
  List<? extends StoredSeries> select(Expr.VectorSelector selector, long from, long to) {
    budget.checkNow();
    var series =
        new ArrayList<StoredSeries>(reader.select(matchers(selector, !prometheus2()), from, to));
    budget.hold((long) SERIES_BYTES * series.size());
    series.sort(Comparator.comparing(StoredSeries::labels));
    return series;
  }

  /**
   * A selector's conditions.
   *
   * @param dotAll whether a dot in an expression is any character, a line break too
   */
  static List<Matcher> matchers(Expr.VectorSelector selector, boolean dotAll) {
    var matchers = new ArrayList<Matcher>();
    for (LabelMatch match : selector.conditions()) {
      matchers.add(matcher(match, dotAll));
    }
    return matchers;
  }

  private static Matcher matcher(LabelMatch match, boolean dotAll) {
    return switch (match.kind()) {
      case EQUAL -> Matcher.equal(match.name(), match.value());
      case NOT_EQUAL -> Matcher.notEqual(match.name(), match.value());
      case REGEX -> new Matcher.Regex(match.name(), pattern(match.value(), dotAll));
      case NOT_REGEX -> new Matcher.NotRegex(match.name(), pattern(match.value(), dotAll));
    };
  }

  /** An expression of RE2, in which a dot is any character, before 3.0 any but a line break. */
  Pattern pattern(String expression) {
    return pattern(expression, !prometheus2());
  }

  private static Pattern pattern(String expression, boolean dotAll) {
    try {
      return Patterns.of(expression, dotAll ? Pattern.DOTALL : 0);
    } catch (PatternSyntaxException e) {
      throw QueryException.execution(
          "error parsing regexp: " + e.getDescription() + ": `" + e.getPattern() + "`");
    }
  }
}
