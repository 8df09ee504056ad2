package dev.mainstay.telemetry.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Ticker;
import dev.mainstay.promql.Dialect;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeRemarksTest extends RemarkedSeries {
  @Test
  void growthOfWhatHasNoCountersNameIsToldWithItsPlace() {
    String remark =
        "PromQL info: metric might not be a counter, name does not end in"
            + " _total/_sum/_count/_bucket: \"gauge\"";
    tells("rate(gauge[5m])", remark + " (1:6)");
    tells("1 +\n  increase((gauge[5m]))", remark + " (2:13)");
    tells("rate(gauge[5m]) + rate(gauge[5m])", remark + " (1:6)", remark + " (1:24)");
    tells("rate(gauge[5m:30s])", remark + " (1:6)");
    tells("rate(gauge[5m] anchored)", remark + " (1:6)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate(requests_total[5m])",
        "rate(counter[5m])",
        "delta(gauge[5m])",
        "irate(gauge[5m])",
        "rate(abs(gauge)[5m:30s])",
        "rate(gauge[30s])",
        "rate(size_bucket[5m])"
      })
  void growthOfCountersIsNotRemarkedOn(String query) {
    tells(query);
  }

  @Test
  void aRangeQueryTellsARemarkOnce() {
    QueryResult result =
        new QueryEngine(
                TestSeries.reader(series),
                Ticker.system(),
                QuerySettings.DEFAULT.with(Dialect.PROMETHEUS_3))
            .range("rate(mixed[2m])", T, END, Duration.ofSeconds(30));

    assertThat(result.remarks()).hasSize(1);
    assertThat(result.infos("rate(mixed[2m])")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rate", "increase", "delta", "irate", "idelta", "sum_over_time", "avg_over_time"})
  void kindsThatAreMixedInARangeHaveNoResult(String function) {
    String query = function + "(mixed[6m])";
    assertThat(ask(Dialect.PROMETHEUS_3, query).series()).isEmpty();
    tells(
        query,
        "PromQL warning: encountered a mix of histograms and floats for metric name \"mixed\" (1:"
            + (function.length() + 2)
            + ")");
    tells(function + "(mixed[1m])");
  }

  @Test
  void onlyTheLastTwoSamplesMatterToInstantRates() {
    tells("idelta(late[6m])");
    tells(
        "delta(late[6m])",
        "PromQL warning: encountered a mix of histograms and floats for metric name \"late\" (1:7)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "min_over_time(late[6m])",
        "max_over_time(late[6m])",
        "stddev_over_time(late[6m])",
        "stdvar_over_time(late[6m])",
        "mad_over_time(late[6m])",
        "deriv(late[6m])",
        "predict_linear(late[6m], 60)",
        "double_exponential_smoothing(late[6m], 0.5, 0.5)",
        "ts_of_min_over_time(late[6m])",
        "ts_of_max_over_time(late[6m])",
        "quantile_over_time(0.5, late[6m])"
      })
  void histogramsAmongNumbersAreIgnored(String query) {
    tells(
        query,
        "PromQL info: ignored histograms in a range containing both floats and histograms for"
            + " metric name \"late\" (1:"
            + (query.indexOf('(') + 2)
            + ")");
    tells(query.replace("[6m]", "[3m]"));
    tells(query.replace("late", "counter"));
  }

  @Test
  void histogramsAreIgnoredBesideASingleNumberToo() {
    tells(
        "deriv(one[5m])",
        "PromQL info: ignored histograms in a range containing both floats and histograms for"
            + " metric name \"one\" (1:7)");
    tells("count_over_time(one[5m])");
    tells("last_over_time(mixed[5m])");
    tells("changes(mixed[5m])");
  }

  @ParameterizedTest
  @CsvSource({"rate,level", "increase,level", "irate,level", "rate,once", "irate,once"})
  void gaugesAreNoCounters(String function, String metric) {
    tells(
        function + "(" + metric + "[5m])",
        "PromQL warning: this native histogram metric is not a counter: \"%s\" (1:%d)"
            .formatted(metric, function.length() + 2));
    tells(function + "(counter[5m])");
  }

  @ParameterizedTest
  @CsvSource({"delta,counter", "idelta,counter", "delta,once", "idelta,once"})
  void countersAreNoGauges(String function, String metric) {
    tells(
        function + "(" + metric + "[5m])",
        "PromQL warning: this native histogram metric is not a gauge: \"%s\" (1:%d)"
            .formatted(metric, function.length() + 2));
    tells(function + "(level[5m])");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rate", "increase", "delta", "idelta", "sum_over_time", "avg_over_time"})
  void layoutsThatDifferInARangeAreTold(String function) {
    tells(
        function + "(layouts[5m])",
        "PromQL warning: vector contains a mix of histograms with exponential and custom buckets"
            + " schemas for metric name \"layouts\" (1:"
            + (function.length() + 2)
            + ")");
  }

  @ParameterizedTest
  @CsvSource({
    "delta,subtraction",
    "idelta,subtraction",
    "sum_over_time,aggregation",
    "avg_over_time,aggregation"
  })
  void boundsThatDifferInARangeAreTold(String function, String operation) {
    tells(
        function + "(bounds[5m])",
        "PromQL info: mismatched custom buckets were reconciled during %s (1:%d)"
            .formatted(operation, function.length() + 2));
    tells(function + "(steady[5m])");
  }

  @Test
  void boundsThatDifferWhereACounterBeganAnewAreReconciledTwice() {
    tells(
        "increase(cut[5m])",
        "PromQL info: mismatched custom buckets were reconciled during subtraction (1:10)",
        "PromQL info: mismatched custom buckets were reconciled during addition (1:10)");
    tells("increase(cut[1m])");
    tells("irate(cut[5m])");
  }

  @Test
  void conflictingResetsInARangeAreTold() {
    tells(
        "sum_over_time(resets[5m])",
        "PromQL warning: conflicting counter resets during histogram aggregation (1:15)");
    tells("sum_over_time(counter[5m])");
    tells("increase(resets[5m])");
  }
}
