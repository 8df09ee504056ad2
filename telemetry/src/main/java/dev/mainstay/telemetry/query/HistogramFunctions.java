package dev.mainstay.telemetry.query;

import dev.mainstay.promql.Expr;
import dev.mainstay.promql.Promql;
import dev.mainstay.promql.Span;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** The functions of histograms, native ones and classic ones with a series per bucket. */
final class HistogramFunctions {
  private static final String BOUND = "le";
  private static final String RAISED =
      "input to histogram_quantile needed to be fixed for monotonicity (see"
          + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)";
  private static final String NAN_RESULT =
      "input to histogram_quantile has NaN observations, result is NaN";
  private static final String NAN_SKEWS =
      "input to histogram_quantile has NaN observations, result is skewed higher";
  private static final String NAN_NOT_IN_FRACTIONS =
      "input to histogram_fraction has NaN observations, which are excluded from all fractions";
  private static final String BOTH_KINDS = "vector contains a mix of classic and native histograms";

  private final Evaluator evaluator;
  private final Query query;

  HistogramFunctions(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.query = evaluator.query();
  }

  void stream(Expr.Call call, Consumer<Column> sink) {
    List<Expr> arguments = call.arguments();
    switch (call.function().name()) {
      case "histogram_count" -> ofNative(arguments.getFirst(), NativeHistogram::count, sink);
      case "histogram_sum" -> ofNative(arguments.getFirst(), NativeHistogram::sum, sink);
      case "histogram_avg" ->
          ofNative(arguments.getFirst(), histogram -> histogram.sum() / histogram.count(), sink);
      case "histogram_stdvar" -> ofNative(arguments.getFirst(), HistogramEstimates::variance, sink);
      case "histogram_stddev" ->
          ofNative(
              arguments.getFirst(),
              histogram -> Math.sqrt(HistogramEstimates.variance(histogram)),
              sink);
      case "histogram_quantile" -> {
        Expr vector = arguments.getLast();
        double[] quantile = evaluator.scalar(arguments.getFirst());
        query.remarks().quantiles(place(arguments.getFirst()), quantile);
        var estimate =
            quantile(quantile, place(vector), arguments, query.prometheus2(), labels -> labels);
        ofBoth(vector, List.of(estimate), sink);
      }
      case "histogram_quantiles" -> {
        Expr vector = arguments.getFirst();
        String label = LabelFunctions.text(arguments.get(1));
        var estimates =
            arguments.stream()
                .skip(2)
                .map(argument -> {
                  double[] quantile = evaluator.scalar(argument);
                  query.remarks().quantiles(place(argument), quantile);
                  return quantile(
                      quantile,
                      place(vector),
                      arguments,
                      false,
                      labels -> labels.with(label, Aggregations.text(quantile[0])));
                })
                .toList();
        ofBoth(vector, estimates, sink);
      }
      case "histogram_fraction" -> {
        double[] from = evaluator.scalar(arguments.get(0));
        double[] to = evaluator.scalar(arguments.get(1));
        Span at = place(arguments.getFirst());
        ofBoth(
            arguments.getLast(),
            List.of(
                new Estimate(
                    labels -> labels,
                    (histogram, column, step) -> {
                      double fraction =
                          HistogramEstimates.fraction(
                              from[step], to[step], histogram, query.prometheus2());
                      if (from[step] < to[step]
                          && HistogramEstimates.hasNanObservations(histogram)) {
                        query.remarks().info(at, Remarks.named(NAN_NOT_IN_FRACTIONS, name(column)));
                      }
                      return fraction;
                    },
                    (classic, step) -> classic.fraction(from[step], to[step]))),
            sink);
      }
      default -> throw new IllegalStateException("no vector function: " + call.function().name());
    }
  }

  /** Of quantiles by step; remarks on native histograms are about the first argument. */
  private Estimate quantile(
      double[] quantile,
      Span vector,
      List<Expr> arguments,
      boolean prometheus2,
      UnaryOperator<Labels> labels) {
    Remarks remarks = query.remarks();
    Span first = place(arguments.getFirst());
    return new Estimate(
        labels,
        (histogram, column, step) -> {
          double estimate = HistogramEstimates.quantile(quantile[step], histogram, prometheus2);
          if (quantile[step] >= 0
              && quantile[step] <= 1
              && HistogramEstimates.hasNanObservations(histogram)) {
            String text = Double.isNaN(estimate) ? NAN_RESULT : NAN_SKEWS;
            remarks.info(first, Remarks.named(text, name(column)));
          }
          return estimate;
        },
        (classic, step) -> {
          if (classic.wasRaisedFor(quantile[step])) {
            remarks.info(vector, Remarks.named(RAISED, classic.labels().value(Labels.NAME)));
          }
          return classic.quantile(quantile[step]);
        });
  }

  private static Span place(Expr argument) {
    return argument.unwrapped().span();
  }

  private static String name(Column column) {
    return column.label(Labels.NAME);
  }

  private void ofNative(
      Expr vector, ToDoubleFunction<NativeHistogram> function, Consumer<Column> sink) {
    Consumer<Consumer<Column>> producer =
        into ->
            evaluator.vector(
                vector,
                column -> {
                  for (int step = column.next(0);
                      step < column.count();
                      step = column.next(step + 1)) {
                    NativeHistogram histogram = column.histogram(step);
                    if (histogram == null) {
                      column.clear(step);
                    } else {
                      column.set(step, function.applyAsDouble(histogram));
                    }
                  }
                  if (!column.isEmpty()) {
                    into.accept(column.dropName());
                  }
                });
    if (Uniqueness.withoutName(vector)) {
      producer.accept(sink);
    } else {
      evaluator.merged(true, producer, sink);
    }
  }

  /** What is estimated of a histogram of either kind. */
  private record Estimate(
      UnaryOperator<Labels> labels, OfHistogram ofNative, OfClassic ofClassic) {}

  private interface OfHistogram {
    double at(NativeHistogram histogram, Column column, int step);
  }

  private interface OfClassic {
    double at(ClassicHistogram histogram, int step);
  }

  private void ofBoth(Expr vector, List<Estimate> estimates, Consumer<Column> sink) {
    int steps = evaluator.steps().count();
    Span at = place(vector);
    Map<Labels, ClassicHistogram> classics = new LinkedHashMap<>();
    Map<Labels, Column> natives = new LinkedHashMap<>();
    var columns = evaluator.columns(vector);
    for (Column column : columns) {
      if (column.hasHistograms()) {
        natives.put(column.labels(), column);
      }
      double bound = bound(column.label(BOUND));
      if (Double.isNaN(bound)) {
        remarkOnBound(at, column);
      } else {
        classics
            .computeIfAbsent(
                LabelSets.without(column.labels(), List.of(BOUND)), ClassicHistogram::new)
            .add(bound, column);
      }
    }
    evaluator.merged(
        true,
        into -> {
          for (ClassicHistogram classic : classics.values()) {
            query.budget().check();
            Column rival = natives.get(classic.labels());
            estimate(classic, rival, estimates, steps, into);
          }
          for (Column column : natives.values()) {
            ClassicHistogram rival = classics.get(column.labels());
            if (estimate(column, rival, estimates, steps, into)) {
              query.remarks().warning(at, Remarks.named(BOTH_KINDS, name(column)));
            }
          }
        },
        sink);
    evaluator.release(columns);
  }

  /** Tells numbers that are in no bucket. */
  private void remarkOnBound(Span at, Column column) {
    if (column.holdsNumber()) {
      query
          .remarks()
          .warning(
              at,
              Remarks.named(
                  "bucket label \"le\" is missing or has a malformed value of "
                      + Promql.quote(column.label(BOUND)),
                  name(column)));
    }
  }

  private void estimate(
      ClassicHistogram classic,
      @org.jspecify.annotations.Nullable Column rival,
      List<Estimate> estimates,
      int steps,
      Consumer<Column> into) {
    var results = results(classic.labels(), estimates, steps);
    for (int step = 0; step < steps; step++) {
      boolean contested = rival != null && rival.histogram(step) != null;
      if (!contested && classic.load(step, query.prometheus2())) {
        for (int i = 0; i < results.size(); i++) {
          results.get(i).set(step, estimates.get(i).ofClassic().at(classic, step));
        }
      }
    }
    results.stream().filter(column -> !column.isEmpty()).forEach(into);
  }

  /** Whether there was a classic histogram too at any step, which then has no answer. */
  private boolean estimate(
      Column column,
      @org.jspecify.annotations.Nullable ClassicHistogram rival,
      List<Estimate> estimates,
      int steps,
      Consumer<Column> into) {
    var results = results(column.labels(), estimates, steps);
    boolean both = false;
    for (int step = column.next(0); step < steps; step = column.next(step + 1)) {
      NativeHistogram histogram = column.histogram(step);
      boolean contested = rival != null && rival.load(step, query.prometheus2());
      both |= histogram != null && contested;
      if (histogram != null && !contested) {
        for (int i = 0; i < results.size(); i++) {
          results.get(i).set(step, estimates.get(i).ofNative().at(histogram, column, step));
        }
      }
    }
    results.stream().filter(result -> !result.isEmpty()).forEach(into);
    return both;
  }

  private static List<Column> results(Labels labels, List<Estimate> estimates, int steps) {
    Labels nameless = LabelSets.withoutName(labels);
    return estimates.stream()
        .map(estimate -> new Column(estimate.labels().apply(nameless), steps))
        .toList();
  }

  /** A bucket's upper bound, or NaN if the label has none. */
  static double bound(String text) {
    String lower = text.toLowerCase(java.util.Locale.ROOT);
    return switch (lower) {
      case "+inf", "inf", "+infinity", "infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> {
        boolean number =
            !lower.isEmpty() && lower.chars().allMatch(c -> "0123456789+-.e".indexOf(c) >= 0);
        try {
          yield number ? Double.parseDouble(lower) : Double.NaN;
        } catch (NumberFormatException e) {
          yield Double.NaN;
        }
      }
    };
  }
}
