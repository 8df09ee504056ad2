package dev.mainstay.alerting.rules.testing;

import dev.mainstay.alerting.rules.ActiveAlert;
import dev.mainstay.alerting.rules.ActiveAlert.State;
import dev.mainstay.alerting.rules.testing.TestFile.AlertTest;
import dev.mainstay.alerting.rules.testing.TestFile.ExpectedAlert;
import dev.mainstay.alerting.rules.testing.TestFile.ExpectedSample;
import dev.mainstay.alerting.rules.testing.TestFile.ExpressionTest;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.query.HistogramMath;
import dev.mainstay.telemetry.query.HistogramText;
import dev.mainstay.telemetry.query.QueryResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells the differences between what a test expects and what there is. */
final class Comparison {
  private static final int SHOWN = 5;

  private final boolean fuzzy;
  private final Consumer<Problem> problems;

  Comparison(boolean fuzzy, Consumer<Problem> problems) {
    this.fuzzy = fuzzy;
    this.problems = problems;
  }

  /**
   * Compares the alerts of one name.
   *
   * @param active pending ones too, which are only told of
   */
  void alerts(AlertTest test, List<ActiveAlert> active) {
    String what = "alert " + test.alert() + " at " + Durations.format(test.at()) + ": ";
    var left = new ArrayList<ActiveAlert>();
    active.stream().filter(alert -> alert.state() == State.FIRING).forEach(left::add);
    var open = new ArrayList<ExpectedAlert>();
    for (ExpectedAlert expected : test.expected()) {
      if (!takeFirst(left, alert -> isSame(expected, alert))) {
        open.add(expected);
      }
    }
    for (ExpectedAlert expected : open) {
      Optional<ActiveAlert> other =
          left.stream().filter(alert -> alert.labels().equals(expected.labels())).findFirst();
      if (other.isPresent()) {
        left.remove(other.get());
        annotations(what, expected, other.get());
      } else {
        tell(what + "does not fire: " + shown(expected.labels()), expected.place(), firing(active));
      }
    }
    for (ActiveAlert unexpected : left) {
      tell(
          what + "fires though it is not expected: " + shown(unexpected.labels()),
          test.place(),
          "with " + unexpected.annotations());
    }
  }

  private static boolean isSame(ExpectedAlert expected, ActiveAlert alert) {
    return alert.labels().equals(expected.labels())
        && alert.annotations().equals(expected.annotations());
  }

  private void annotations(String what, ExpectedAlert expected, ActiveAlert alert) {
    var names = new TreeSet<>(expected.annotations().keySet());
    names.addAll(alert.annotations().keySet());
    for (String name : names) {
      String wanted = expected.annotations().get(name);
      String given = alert.annotations().get(name);
      if (wanted == null || !wanted.equals(given)) {
        tell(
            "%sannotation %s: %s (expected: %s)"
                .formatted(what, name, quoted(given), quoted(wanted)),
            expected.places().getOrDefault(name, expected.place()),
            null);
      }
    }
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "none" : "'" + text.replace("\n", "\\n") + "'";
  }

  private static String firing(List<ActiveAlert> active) {
    return active.isEmpty()
        ? "no alert of this name is pending or firing"
        : active.stream()
            .limit(SHOWN)
            .map(alert ->
                alert.state().name().toLowerCase(java.util.Locale.ROOT)
                    + ": "
                    + shown(alert.labels()))
            .collect(Collectors.joining("; "));
  }

  private static String shown(Labels labels) {
    String text = labels.toString();
    return text.isEmpty() ? "{}" : text;
  }

  /** Compares the series of a result. */
  void samples(ExpressionTest test, List<QueryResult.Points> result) {
    String what = test.query().strip() + " at " + Durations.format(test.at()) + ": ";
    var left = new ArrayList<>(result);
    var open = new ArrayList<ExpectedSample>();
    for (ExpectedSample expected : test.expected()) {
      if (!takeFirst(left, points -> isSame(expected, points))) {
        open.add(expected);
      }
    }
    for (ExpectedSample expected : open) {
      Optional<QueryResult.Points> other =
          left.stream().filter(points -> points.labels().equals(expected.labels())).findFirst();
      other.ifPresent(left::remove);
      tell(
          "%s%s is %s (expected: %s)"
              .formatted(
                  what,
                  shown(expected.labels()),
                  other.map(Comparison::value).orElse("not there"),
                  value(expected.value())),
          expected.place(),
          null);
    }
    for (QueryResult.Points unexpected : left) {
      tell(
          "%s%s is %s (expected: not there)"
              .formatted(what, shown(unexpected.labels()), value(unexpected)),
          test.place(),
          null);
    }
  }

  private boolean isSame(ExpectedSample expected, QueryResult.Points points) {
    NativeHistogram wanted = expected.value().histogram();
    NativeHistogram given = points.histogram(0);
    if (!points.labels().equals(expected.labels()) || (wanted == null) != (given == null)) {
      return false;
    }
    return wanted != null && given != null
        ? HistogramMath.isSame(wanted, given)
        : isSame(expected.value().value(), points.values()[0]);
  }

  private boolean isSame(double wanted, double given) {
    if (wanted == given || (Double.isNaN(wanted) && Double.isNaN(given))) {
      return true;
    }
    return fuzzy && (Math.nextUp(wanted) == given || Math.nextDown(wanted) == given);
  }

  private static String value(QueryResult.Points points) {
    return value(new SeriesValue(points.values()[0], points.histogram(0)));
  }

  private static String value(SeriesValue value) {
    NativeHistogram histogram = value.histogram();
    if (histogram != null) {
      return HistogramText.of(histogram);
    }
    double number = value.value();
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /** Tells that an expression could not be answered. */
  void refused(ExpressionTest test, String why) {
    tell(
        test.query().strip() + " at " + Durations.format(test.at()) + ": " + why,
        test.place(),
        null);
  }

  private static <T> boolean takeFirst(List<T> from, Predicate<T> wanted) {
    for (T each : from) {
      if (wanted.test(each)) {
        from.remove(each);
        return true;
      }
    }
    return false;
  }

  private void tell(String message, Place place, @Nullable String arithmetic) {
    problems.accept(
        new Problem(
            "MS-F016",
            Problem.Severity.ERROR,
            message.replace('\n', ' '),
            place,
            List.of(),
            arithmetic,
            null,
            null));
  }
}
