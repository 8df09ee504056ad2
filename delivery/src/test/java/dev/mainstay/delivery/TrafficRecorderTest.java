package dev.mainstay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mainstay.testkit.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrafficRecorderTest {
  private final ManualTime time = new ManualTime();
  private final TrafficRecorder recorder = new TrafficRecorder(time);

  private void observe(String version, int status, long millis) {
    recorder.observed(
        new TrafficObserver.Observation(
            "s", version, "i", status, millis * 1_000_000, time.nanos(), 1));
  }

  @Test
  void aSecondIsAPointWhenItIsOver() {
    observe("1", 200, 10);
    observe("1", 499, 10);
    observe("1", 500, 100);
    assertThat(recorder.traffic("s").getFirst().points()).isEmpty();

    time.advance(Duration.ofSeconds(1));
    VersionTraffic traffic = recorder.traffic("s").getFirst();
    assertThat(traffic.requests()).isEqualTo(3);
    assertThat(traffic.errors()).isEqualTo(1);
    assertThat(traffic.points()).hasSize(1);
    VersionTraffic.Point point = traffic.points().getFirst();
    assertThat(point.second()).isEqualTo(time.now().getEpochSecond() - 1);
    assertThat(point.requests()).isEqualTo(3);
    assertThat(point.errors()).isEqualTo(1);
    assertThat(point.p50Seconds()).isCloseTo(0.01, within(0.0002));
    assertThat(point.p99Seconds()).isCloseTo(0.1, within(0.002));
  }

  @Test
  void secondsWithoutTrafficHaveNoPoint() {
    observe("1", 200, 10);
    time.advance(Duration.ofSeconds(10));
    observe("1", 200, 10);
    time.advance(Duration.ofSeconds(1));
    assertThat(recorder.traffic("s").getFirst().points()).hasSize(2);
  }

  @Test
  void onlyTheLastHalfHourIsKept() {
    for (int i = 0; i < TrafficRecorder.MOST_POINTS + 5; i++) {
      observe("1", 200, 10);
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(recorder.traffic("s").getFirst().points()).hasSize(TrafficRecorder.MOST_POINTS);
  }

  @Test
  void theVersionLongestWithoutTrafficIsForgottenFirst() {
    for (int i = 0; i < TrafficRecorder.MOST_VERSIONS; i++) {
      observe("v" + i, 200, 10);
      time.advance(Duration.ofSeconds(1));
    }
    observe("v0", 200, 10);
    observe("new", 200, 10);
    assertThat(recorder.traffic("s").stream().map(VersionTraffic::version))
        .hasSize(TrafficRecorder.MOST_VERSIONS)
        .contains("v0", "new")
        .doesNotContain("v1");
  }

  @Test
  void aServiceWithoutTrafficHasNone() {
    assertThat(recorder.traffic("other")).isEmpty();
  }
}
