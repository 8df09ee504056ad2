package dev.mainstay.telemetry.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.promql.Dialect;
import dev.mainstay.telemetry.Labels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemarksTest extends RemarkedSeries {
  @Test
  void quantilesBeyondTheirRangeAreTold() {
    String remark = "PromQL warning: quantile value should be between 0 and 1, got ";
    tells("quantile(1.5, gauge)", remark + "1.5 (1:10)");
    tells("quantile(-1e-7, gauge)", remark + "-1e-07 (1:10)");
    tells("quantile_over_time(NaN, gauge[5m])", remark + "NaN (1:20)");
    tells("histogram_quantile(-Inf, size_bucket)", remark + "-Inf (1:20)");
    tells(
        "histogram_quantiles(size_bucket, \"q\", 2, 0.5, 1234567)",
        remark + "2 (1:39)",
        remark + "1.234567e+06 (1:47)");
    for (String quantile : List.of("0", "1")) {
      tells("quantile(" + quantile + ", gauge)");
      tells("quantile_over_time(" + quantile + ", gauge[5m])");
      tells("histogram_quantile(" + quantile + ", size_bucket)");
    }
  }

  @Test
  void ratiosBeyondTheirRangeAreTold() {
    String remark = "PromQL warning: ratio value should be between -1 and 1, got ";
    tells("limit_ratio(1.5, gauge)", remark + "1.5, capping to 1 (1:13)");
    tells("limit_ratio(-2, gauge)", remark + "-2, capping to -1 (1:13)");
    tells("limit_ratio(1, gauge)");
    tells("limit_ratio(-1, gauge)");
  }

  @Test
  void whatIsInNoBucketIsTold() {
    String remark = "PromQL warning: bucket label \"le\" is missing or has a malformed value of ";
    tells("histogram_quantile(0.5, gauge)", remark + "\"\" for metric name \"gauge\" (1:25)");
    tells("histogram_quantile(0.5, abs(gauge))", remark + "\"\" (1:25)");
    tells(
        "histogram_fraction(0, 1, odd_bucket)",
        remark + "\"\\\"much\\\"\" for metric name \"odd_bucket\" (1:26)");
    tells(
        "histogram_quantiles(gauge, \"q\", 0.5)", remark + "\"\" for metric name \"gauge\" (1:21)");
    tells("histogram_quantile(0.5, size_bucket)");
    tells("histogram_quantile(0.5, counter)");
  }

  @Test
  void classicAndNativeHistogramsOfTheSameLabelsAreTold() {
    tells(
        "histogram_quantile(0.5, twofold)",
        "PromQL warning: vector contains a mix of classic and native histograms for metric name"
            + " \"twofold\" (1:25)");
    tells("histogram_quantile(0.5, twofold{le!=\"\"})");
    tells("histogram_quantile(0.5, twofold{le=\"\"})");
  }

  @Test
  void countsThatFallAreTold() {
    String remark =
        "PromQL info: input to histogram_quantile needed to be fixed for monotonicity (see"
            + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)";
    tells(
        "histogram_quantile(0.5, falling_bucket)",
        remark + " for metric name \"falling_bucket\" (1:25)");
    tells("histogram_quantile(0.5, sum by (le) (falling_bucket))", remark + " (1:25)");
    tells("histogram_quantile(0.5, rounded_bucket)");
    tells("histogram_fraction(0, 1, falling_bucket)");
    tells("histogram_quantile(0.5, falling_bucket{le!=\"+Inf\"})");
  }

  @Test
  void observationsOfNanAreTold() {
    String remark = "PromQL info: input to ";
    tells(
        "histogram_quantile(0.9, nans)",
        remark
            + "histogram_quantile has NaN observations, result is NaN for metric name \"nans\" (1:20)");
    tells(
        "histogram_quantile(0.5, nans)",
        remark
            + "histogram_quantile has NaN observations, result is skewed higher for metric name"
            + " \"nans\" (1:20)");
    tells(
        "histogram_fraction(0, 9, sum(nans))",
        remark
            + "histogram_fraction has NaN observations, which are excluded from all fractions (1:20)");
    tells("histogram_quantile(0.5, infinities)");
    tells("histogram_fraction(0, 9, infinities)");
    tells("histogram_fraction(9, 0, nans)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"min", "max", "stddev", "stdvar", "quantile", "topk", "bottomk"})
  void operatorsOfNumbersIgnoreHistograms(String operator) {
    String parameter =
        switch (operator) {
          case "quantile" -> "0.5, ";
          case "topk", "bottomk" -> "1, ";
          default -> "";
        };
    String query = operator + "(" + parameter + "both_kinds)";
    tells(
        query,
        "PromQL info: ignored histogram in %s aggregation (1:%d)"
            .formatted(operator, query.indexOf("both_kinds") + 1));
    tells(query.replace("both_kinds", "both_kinds{of=\"a\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count(both_kinds)",
        "group(both_kinds)",
        "count_values(\"v\", both_kinds)",
        "limitk(2, both_kinds)",
        "limit_ratio(1, both_kinds)",
        "topk(0, both_kinds)",
        "sum by (of) (both_kinds)",
        "sum(both_kinds{of=\"b\"})",
        "sum by (of) (both_layouts)",
        "avg by (of) (both_bounds)",
        "avg by (of) (both_resets)"
      })
  void operatorsOfBothKindsTellNothing(String query) {
    tells(query);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sum", "avg"})
  void whatCannotBeSummedUpIsTold(String operator) {
    tells(
        operator + "(both_kinds)",
        "PromQL warning: encountered a mix of histograms and floats for aggregation (1:5)");
    assertThat(ask(Dialect.PROMETHEUS_3, operator + "(both_layouts)").series()).isEmpty();
    tells(
        operator + "(both_layouts)",
        "PromQL warning: vector contains a mix of histograms with exponential and custom buckets"
            + " schemas for metric name \"both_layouts\" (1:5)");
    tells(
        operator + "(both_bounds)",
        "PromQL info: mismatched custom buckets were reconciled during aggregation (1:5)");
    tells(
        operator + "(both_resets)",
        "PromQL warning: conflicting counter resets during histogram aggregation (1:5)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "counter + gauge; +; histogram + float",
        "gauge - counter; -; float - histogram",
        "gauge / counter; /; float / histogram",
        "counter ^ 2; ^; histogram ^ float",
        "2 / counter; /; float / histogram",
        "counter > 1; >; histogram > float",
        "1 == bool counter; ==; float == histogram",
        "counter * counter; *; histogram * histogram",
        "counter atan2 gauge; atan2; histogram atan2 float",
        "counter < counter; <; histogram < histogram"
      })
  void kindsThatAnOperatorDoesNotTakeAreTold(String query, String symbol, String kinds) {
    tells(
        "0 + (" + query + ")",
        "PromQL info: incompatible sample types encountered for binary operator \"%s\": %s (1:6)"
            .formatted(symbol, kinds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "counter + counter",
        "counter * gauge",
        "gauge * counter",
        "counter / 2",
        "counter == counter",
        "counter - counter",
        "counter and gauge",
        "counter or gauge"
      })
  void kindsThatAnOperatorTakesAreNotRemarkedOn(String query) {
    tells(query);
  }

  @Test
  void histogramsThatDoNotFitEachOtherAreTold() {
    String sides = "%1$s{of=\"a\"} %2$s ignoring (of) %1$s{of=\"b\"}";
    for (String symbol : List.of("+", "-")) {
      String operation = symbol.equals("+") ? "addition" : "subtraction";
      String layouts = sides.formatted("both_layouts", symbol);
      assertThat(ask(Dialect.PROMETHEUS_3, layouts).series()).isEmpty();
      tells(
          layouts,
          "PromQL warning: incompatible bucket layout encountered for binary operator "
              + symbol
              + " (1:1)");
      tells(
          sides.formatted("both_bounds", symbol),
          "PromQL info: mismatched custom buckets were reconciled during " + operation + " (1:1)");
      tells(
          sides.formatted("both_resets", symbol),
          "PromQL warning: conflicting counter resets during histogram " + operation + " (1:1)");
    }
    tells(sides.formatted("both_resets", "=="));
  }

  @Test
  void tenOfEachLevelAreShownAndAThousandHeld() {
    for (int i = 0; i < 12; i++) {
      add(Labels.of("few" + i, "i", "" + i), 1, 2);
    }
    for (int i = 0; i < 1100; i++) {
      add(Labels.of("many" + i, "i", "" + i), 1, 2);
    }

    assertThat(told("rate({__name__=~\"few.*\"}[5m])"))
        .hasSize(11)
        .endsWith("2 more info annotations omitted");
    assertThat(told("rate({__name__=~\"few.\"}[5m])")).hasSize(10);
    assertThat(told("rate({__name__=~\"many.*\"}[5m])"))
        .hasSize(11)
        .endsWith("990 more info annotations omitted");
    assertThat(told("histogram_quantile(0.5, {__name__=~\"few.*\"})"))
        .hasSize(11)
        .endsWith("2 more warning annotations omitted");
  }

  @Test
  void whatOthersRemarkedIsPassedOnAsItIs() {
    var remarks = new ArrayList<Remark>();
    for (int i = 0; i < 12; i++) {
      remarks.add(new Remark(Remark.Level.INFO, "PromQL info: " + i + " (1:1)", Remark.NOWHERE));
    }
    QueryResult own = ask(Dialect.PROMETHEUS_3, "gauge");
    var theirs = new QueryResult(own.type(), own.series(), own.text(), remarks, own.stats());

    assertThat(theirs.infos("gauge")).hasSize(12).contains("PromQL info: 11 (1:1)");
    assertThat(theirs.warnings("gauge")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate(gauge[5m])",
        "sum_over_time(mixed[5m])",
        "quantile(2, gauge)",
        "max(both_kinds)",
        "counter + gauge",
        "histogram_quantile(2, falling_bucket)"
      })
  void beforeThreeThereWereNone(String query) {
    assertThat(told(query)).isNotEmpty();
    assertThat(ask(Dialect.PROMETHEUS_2, query).remarks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0",
    "1.5, 1.5",
    "100000, 100000",
    "1000000, 1e+06",
    "0.0001, 0.0001",
    "0.00001234, 1.234e-05",
    "-1e300, -1e+300",
    "NaN, NaN",
    "Infinity, +Inf",
    "-Infinity, -Inf"
  })
  void numbersAreWrittenAsInGo(double number, String text) {
    assertThat(Remarks.number(number)).isEqualTo(text);
  }
}
