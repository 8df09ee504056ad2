package dev.mainstay.benchmarks.samples;

import java.util.ArrayList;
import java.util.List;

/**
 * What dashboards ask of a counter of requests: 40 queries, over windows of 5 minutes to one day.
 */
final class OrdinaryQueries {
  static final List<String> ALL = List.copyOf(all());

  private OrdinaryQueries() {}

  private static List<String> all() {
    var queries = new ArrayList<String>();
    for (String window : List.of("5m", "30m", "1h", "6h", "1d")) {
      queries.add("rate(http_requests_total{path=\"/p1\"}[" + window + "])");
      queries.add("sum(rate(http_requests_total[" + window + "]))");
      queries.add("sum by (path) (increase(http_requests_total{code=\"500\"}[" + window + "]))");
      queries.add("max_over_time(http_requests_total{path=\"/p2\"}[" + window + "])");
      queries.add(
          "avg by (code) (avg_over_time(http_requests_total{path=~\"/p[0-9]\"}[" + window + "]))");
      queries.add(
          "sum(rate(http_requests_total{code=\"500\"}["
              + window
              + "])) / sum(rate(http_requests_total["
              + window
              + "]))");
    }
    queries.add("sum by (code) (http_requests_total)");
    queries.add("topk(5, sum by (path) (rate(http_requests_total[5m])))");
    queries.add("count(http_requests_total > 1000)");
    queries.add("http_requests_total{path=\"/p3\"} * 2 + 1");
    queries.add(
        "max by (instance) (http_requests_total) - min by (instance) (http_requests_total)");
    queries.add("quantile by (code) (0.9, rate(http_requests_total[10m]))");
    queries.add(
        "http_requests_total{code=\"500\"} / on (path, instance) group_left"
            + " http_requests_total{code=\"200\"}");
    queries.add("sum(irate(http_requests_total[5m])) by (instance)");
    queries.add("absent(http_requests_total{path=\"/none\"})");
    queries.add("max_over_time(sum(rate(http_requests_total{path=\"/p4\"}[5m]))[1h:5m])");
    return queries;
  }
}
