package dev.mainstay.alerting.rules.testing;

import dev.mainstay.kernel.Place;
import dev.mainstay.promql.Expr;
import dev.mainstay.telemetry.Labels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a test file says.
 *
 * @param ruleFiles patterns of rule files with their places, relative to the file
 * @param evaluationInterval between two evaluations of all groups
 * @param groupOrder names of groups that are evaluated first, in this order
 * @param fuzzy whether results may differ in the last bit
 */
record TestFile(
    Map<String, Place> ruleFiles,
    Duration evaluationInterval,
    List<String> groupOrder,
    boolean fuzzy,
    List<Unit> units) {

  /**
   * One test.
   *
   * @param name or empty
   * @param interval between two values of a series
   */
  record Unit(
      String name,
      Duration interval,
      List<Input> inputs,
      List<AlertTest> alerts,
      List<ExpressionTest> expressions,
      SortedMap<String, String> externalLabels,
      String externalUrl) {
    /** The last time that anything is looked at. */
    Duration end() {
      Duration end = Duration.ZERO;
      for (AlertTest each : alerts) {
        end = each.at().compareTo(end) > 0 ? each.at() : end;
      }
      for (ExpressionTest each : expressions) {
        end = each.at().compareTo(end) > 0 ? each.at() : end;
      }
      return end;
    }
  }

  /**
   * A series, from time 0 on.
   *
   * @param values null where there is none
   */
  record Input(Labels labels, List<@Nullable SeriesValue> values) {}

  record AlertTest(Duration at, String alert, List<ExpectedAlert> expected, Place place) {}

  /**
   * An alert that must fire.
   *
   * @param labels its name included
   * @param places of the annotations
   */
  record ExpectedAlert(
      Labels labels,
      SortedMap<String, String> annotations,
      Map<String, Place> places,
      Place place) {}

  record ExpressionTest(
      Expr expr, String query, Duration at, List<ExpectedSample> expected, Place place) {}

  record ExpectedSample(Labels labels, SeriesValue value, Place place) {}
}
