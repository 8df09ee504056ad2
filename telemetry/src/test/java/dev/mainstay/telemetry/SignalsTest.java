package dev.mainstay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mainstay.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignalsTest {
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ManualTime time = new ManualTime();
  private final MemorySeriesStore store = new MemorySeriesStore();
  private final List<Target> targets = new ArrayList<>();
  private final Map<String, Map<Labels, Double>> values = new LinkedHashMap<>();
  private final Signals signals = new Signals(store, time);
  private final Scraper scraper =
      new Scraper(service -> List.copyOf(targets), this::fetch, store, time, time, time);

  private String fetch(Target target, String path, Duration timeout) {
    var samples = new ArrayList<Sample>();
    values
        .getOrDefault(target.instance(), Map.of())
        .forEach((labels, value) -> samples.add(new Sample(labels, value)));
    return new Exposition(samples, Map.of(), Map.of()).text();
  }

  private void begin(String instance, String version) {
    targets.add(new Target("shop", instance, version, "127.0.0.1", 1));
    values.put(instance, new LinkedHashMap<>());
  }

  private void count(String instance, double by, String metric, String... labels) {
    values.getOrDefault(instance, Map.of()).merge(Labels.of(metric, labels), by, Double::sum);
  }

  private void set(String instance, double to, String metric, String... labels) {
    values.getOrDefault(instance, Map.of()).put(Labels.of(metric, labels), to);
  }

  private void start() {
    scraper.apply(
        new TelemetryPlan(
            List.of(new TelemetryPlan.Job("shop", "/metrics", EVERY, Duration.ofSeconds(1)))));
    scraper.start();
    time.advance(Duration.ZERO);
  }

  /** Requests each second, answered below 50 ms, 100 ms or slower. */
  private void second(String instance, double good, double bad, double fast, double slow) {
    count(instance, good, "http_server_requests_total", "status", "200");
    if (bad > 0) {
      count(instance, bad, "http_server_requests_total", "status", "503");
    }
    String bucket = "http_server_request_duration_seconds_bucket";
    count(instance, fast, bucket, "le", "0.05");
    count(instance, fast + slow, bucket, "le", "0.1");
    count(instance, good + bad, bucket, "le", "+Inf");
  }

  @Test
  void tellsRateErrorsAndLatencyPerStep() {
    begin("shop-1", "1.0.0");
    start();
    for (int i = 0; i < 120; i++) {
      second("shop-1", 90, 10, 50, 49);
      set("shop-1", 7, "http_server_in_flight");
      time.advance(Duration.ofSeconds(1));
    }
    List<Signals.Point> points = signals.range("shop", MINUTE, EVERY);
    assertThat(points).hasSize(12);
    assertThat(points)
        .allSatisfy(point -> {
          assertThat(point.requestRate()).isCloseTo(100, within(1e-9));
          assertThat(point.errorRatio()).isCloseTo(0.1, within(1e-9));
          assertThat(point.p50()).isCloseTo(0.05, within(1e-9));
          assertThat(point.p95()).isCloseTo(0.05 + 0.05 * 45 / 49, within(1e-9));
          assertThat(point.p99()).isCloseTo(0.1, within(1e-9));
          assertThat(point.inFlight()).isEqualTo(7);
        });
    for (int i = 1; i < points.size(); i++) {
      assertThat(Duration.between(points.get(i - 1).at(), points.get(i).at())).isEqualTo(EVERY);
    }
    Signals.Point now = signals.current("shop", MINUTE);
    assertThat(now.requestRate()).isCloseTo(100, within(1e-9));
    assertThat(now.errorRatio()).isCloseTo(0.1, within(1e-9));
  }

  @Test
  void aRangeWithoutMeasurementsIsGapsAndNotZeros() {
    assertThat(signals.range("shop", MINUTE, EVERY))
        .hasSize(12)
        .allSatisfy(point -> {
          assertThat(point.requestRate()).isNaN();
          assertThat(point.errorRatio()).isNaN();
          assertThat(point.p99()).isNaN();
          assertThat(point.inFlight()).isNaN();
        });
    assertThat(signals.rangeByVersion("shop", MINUTE, EVERY)).isEmpty();
    assertThat(signals.current("shop", MINUTE).requestRate()).isNaN();
    assertThat(signals.dependencies("shop")).isEmpty();
    assertThat(signals.activeModes("shop")).isEmpty();
  }

  @Test
  void keepsVersionsApart() {
    begin("shop-1", "1.0.0");
    begin("shop-2", "1.1.0");
    start();
    for (int i = 0; i < 60; i++) {
      second("shop-1", 90, 0, 90, 0);
      second("shop-2", 8, 2, 10, 0);
      time.advance(Duration.ofSeconds(1));
    }
    var byVersion = signals.currentByVersion("shop", Duration.ofSeconds(30));
    assertThat(byVersion.keySet()).containsExactly("1.0.0", "1.1.0");
    assertThat(byVersion.get("1.0.0"))
        .satisfies(point -> assertThat(point.requestRate()).isCloseTo(90, within(1e-9)));
    assertThat(byVersion.get("1.1.0"))
        .satisfies(point -> assertThat(point.errorRatio()).isCloseTo(0.2, within(1e-9)));
    assertThat(signals.rangeByVersion("shop", MINUTE, EVERY).keySet())
        .containsExactly("1.0.0", "1.1.0");
    assertThat(signals.current("shop", Duration.ofSeconds(30)).requestRate())
        .isCloseTo(100, within(1e-9));
  }

  @Test
  void anAnswerHoldsUntilTheStepHasPassed() {
    begin("shop-1", "1.0.0");
    start();
    time.advance(MINUTE);
    var first = signals.range("shop", MINUTE, EVERY);
    assertThat(signals.range("shop", MINUTE, EVERY)).isSameAs(first);
    time.advance(EVERY.multipliedBy(2));
    assertThat(signals.range("shop", MINUTE, EVERY)).isNotSameAs(first);
  }

  @Test
  void showsDependenciesByTheirWorstInstance() {
    begin("shop-1", "1.0.0");
    begin("shop-2", "1.0.0");
    start();
    for (int i = 0; i < 60; i++) {
      for (String instance : List.of("shop-1", "shop-2")) {
        boolean broken = instance.equals("shop-2");
        set(instance, broken ? 0 : 1, "dependency_up", "dependency", "postgres");
        for (String state : List.of("closed", "open", "half_open")) {
          double active = state.equals(broken ? "open" : "closed") ? 1 : 0;
          set(
              instance,
              active,
              "dependency_breaker_state",
              "dependency",
              "postgres",
              "state",
              state);
        }
        String calls = "dependency_calls_total";
        count(instance, 6, calls, "dependency", "postgres", "outcome", "success");
        count(instance, 2, calls, "dependency", "postgres", "outcome", "timeout");
        count(instance, 2, calls, "dependency", "postgres", "outcome", "rejected");
        String bucket = "dependency_call_duration_seconds_bucket";
        count(instance, 0, bucket, "dependency", "postgres", "le", "0.1");
        count(instance, 8, bucket, "dependency", "postgres", "le", "0.2");
        count(instance, 8, bucket, "dependency", "postgres", "le", "+Inf");
        set(instance, 1, "dependency_up", "dependency", "redis");
        set(instance, broken ? 1 : 0, "degradation_mode_active", "mode", "cache-unavailable");
      }
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(signals.dependencies("shop")).hasSize(2);
    Signals.DependencySignal postgres = signals.dependencies("shop").getFirst();
    assertThat(postgres.name()).isEqualTo("postgres");
    assertThat(postgres.up()).isFalse();
    assertThat(postgres.breaker()).isEqualTo("open");
    assertThat(postgres.callRate()).isCloseTo(20, within(0.5));
    assertThat(postgres.failureRatio()).isCloseTo(0.4, within(0.01));
    assertThat(postgres.p99()).isCloseTo(0.199, within(1e-6));
    Signals.DependencySignal redis = signals.dependencies("shop").getLast();
    assertThat(redis.up()).isTrue();
    assertThat(redis.breaker()).isEqualTo("none");
    assertThat(redis.callRate()).isNaN();
    assertThat(signals.activeModes("shop")).containsExactly("cache-unavailable");
    targets.removeLast();
    time.advance(EVERY.multipliedBy(2));
    assertThat(signals.dependencies("shop").getFirst().up()).isTrue();
    assertThat(signals.dependencies("shop").getFirst().breaker()).isEqualTo("closed");
    assertThat(signals.activeModes("shop")).isEmpty();
  }

  @Test
  void refusesRangesOfTooManySteps() {
    assertThat(signals.range("shop", Duration.ofSeconds(5_000), Duration.ofSeconds(1)))
        .hasSize(5_000);
    assertThatThrownBy(
            () -> signals.range("shop", Duration.ofSeconds(5_001), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("range: PT1H23M21S by PT1S (expected: at most 5000 steps)");
    assertThatThrownBy(() -> signals.range("shop", MINUTE, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
