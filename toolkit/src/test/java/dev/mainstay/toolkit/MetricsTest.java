package dev.mainstay.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics = new Metrics();

  @Test
  void writesCountersInTheTextFormat() {
    Metrics.Counter payments = metrics.counter("payments_total", "Payments\nmade.", "status");
    payments.increment("completed");
    payments.add(1.5, "a \"b\" \\ \n");

    assertThat(metrics.text())
        .contains(
            """
            # HELP payments_total Payments\\nmade.
            # TYPE payments_total counter
            payments_total{status="a \\"b\\" \\\\ \\n"} 1.5
            payments_total{status="completed"} 1
            """);
  }

  @Test
  void writesHistogramsCumulatedWithTheBoundInclusive() {
    Metrics.Histogram sizes = metrics.histogram("sizes", "Sizes.", List.of(1.0, 0.5), "kind");
    sizes.observe(0.5, "a");
    sizes.observe(0.75, "a");
    sizes.observe(2, "a");

    assertThat(metrics.text())
        .contains(
            """
            # TYPE sizes histogram
            sizes_bucket{kind="a",le="0.5"} 1
            sizes_bucket{kind="a",le="1"} 2
            sizes_bucket{kind="a",le="+Inf"} 3
            sizes_sum{kind="a"} 3.25
            sizes_count{kind="a"} 3
            """);
  }

  @Test
  void readsGaugesWhenShown() {
    metrics.gauge("depth", "Depth.", () -> Double.NEGATIVE_INFINITY);
    metrics.gauges("up", "Up.", List.of("peer"), () -> Map.of(List.of("a"), 1.0));

    assertThat(metrics.text()).contains("depth -Inf\n").contains("up{peer=\"a\"} 1\n");
  }

  @Test
  void dropsSeriesBeyondTheLimitAndSaysSo() {
    Metrics.Counter ids = metrics.counter("ids_total", "Ids.", "id");
    for (int i = 0; i < Metrics.MOST_SERIES; i++) {
      ids.increment("id" + i);
    }
    assertThat(metrics.text()).doesNotContain("metrics_series_dropped_total{");

    ids.increment("one more");
    ids.increment("id0");

    assertThat(metrics.text())
        .doesNotContain("one more")
        .contains("ids_total{id=\"id0\"} 2\n")
        .contains("metrics_series_dropped_total{metric=\"ids_total\"} 1\n");
  }

  @Test
  void refusesMisuse() {
    Metrics.Counter counter = metrics.counter("a_total", "A.", "x");

    assertThatThrownBy(counter::increment).hasMessageContaining("one for each of [x]");
    assertThatThrownBy(() -> counter.add(-1, "v")).hasMessageContaining("counters only grow");
    assertThatThrownBy(() -> metrics.counter("a_total", "A.", "y"))
        .hasMessageContaining("expected: counter[x]");
    assertThatThrownBy(() -> metrics.counter("a-total", "A.")).hasMessageContaining("a-total");
  }

  @Test
  void addsAnObjectivesThresholdToTheBuckets() {
    assertThat(Metrics.bucketsWith(List.of(0.2, 0.5)))
        .containsExactly(.005, .01, .025, .05, .1, .2, .25, .5, 1.0, 2.5, 5.0, 10.0);
  }
}
