package dev.mainstay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.telemetry.SeriesStore.Appended;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemorySeriesStoreTest {
  private static final Instant T = Instant.parse("2026-03-02T10:00:00Z");
  private static final Labels A = Labels.of("m", "job", "a");
  private static final Labels B = Labels.of("m", "job", "b");

  private final MemorySeriesStore store = new MemorySeriesStore(Duration.ofMinutes(30), 3);

  private static List<Matcher> metric(String name) {
    return List.of(Matcher.metric(name));
  }

  @Test
  void selectsByTimeBothEndsIncluded() {
    for (int i = 0; i < 300; i++) {
      store.append(A, T.plusSeconds(i), i);
    }
    Series found = store.select(metric("m"), T.plusSeconds(100), T.plusSeconds(250)).getFirst();
    assertThat(found.size()).isEqualTo(151);
    assertThat(found.value(0)).isEqualTo(100);
    assertThat(found.value(150)).isEqualTo(250);
    assertThat(found.millis(150)).isEqualTo(T.plusSeconds(250).toEpochMilli());
    assertThat(store.select(metric("m"), T.plusSeconds(300), T.plusSeconds(400))).isEmpty();
  }

  @Test
  void selectsByEveryKindOfMatcher() {
    store.append(A, T, 1);
    store.append(B, T, 2);
    store.append(Labels.of("n"), T, 3);
    assertThat(store.series(List.of())).hasSize(3);
    assertThat(store.series(metric("m"))).containsExactlyInAnyOrder(A, B);
    assertThat(store.series(List.of(Matcher.equal("job", "a")))).containsExactly(A);
    assertThat(store.series(List.of(Matcher.equal("job", "")))).containsExactly(Labels.of("n"));
    assertThat(store.series(List.of(Matcher.metric("m"), Matcher.notEqual("job", "a"))))
        .containsExactly(B);
    assertThat(store.series(List.of(Matcher.regex("job", "a|c")))).containsExactly(A);
    assertThat(store.series(List.of(Matcher.notRegex("job", ".+"))))
        .containsExactly(Labels.of("n"));
    assertThat(store.series(metric("absent"))).isEmpty();
    assertThat(store.labelValues("job", metric("m"))).containsExactly("a", "b");
  }

  @Test
  void refusesSamplesThatAreNotLaterAndCountsThem() {
    assertThat(store.append(A, T, 1)).isEqualTo(Appended.STORED);
    assertThat(store.append(A, T, 2)).isEqualTo(Appended.OUT_OF_ORDER);
    assertThat(store.append(A, T.minusMillis(1), 2)).isEqualTo(Appended.OUT_OF_ORDER);
    assertThat(store.append(A, T.plusMillis(1), 2)).isEqualTo(Appended.STORED);
    assertThat(store.stats().outOfOrder()).isEqualTo(2);
    assertThat(store.stats().samples()).isEqualTo(2);
  }

  @Test
  void beginsNoSeriesBeyondTheLimitAndGoesOnWithThoseItHas() {
    assertThat(store.append(A, T, 1)).isEqualTo(Appended.STORED);
    assertThat(store.append(B, T, 1)).isEqualTo(Appended.STORED);
    assertThat(store.append(Labels.of("third"), T, 1)).isEqualTo(Appended.STORED);
    assertThat(store.append(Labels.of("fourth"), T, 1)).isEqualTo(Appended.SERIES_LIMIT);
    assertThat(store.append(A, T.plusSeconds(1), 1)).isEqualTo(Appended.STORED);
    assertThat(store.stats().series()).isEqualTo(3);
    assertThat(store.stats().overLimit()).isEqualTo(1);
  }

  @Test
  void dropsWhatIsOlderThanTheRetentionAndMakesRoomForOtherSeries() {
    store.append(B, T, 1);
    store.append(Labels.of("third"), T, 1);
    for (int second = 0; second <= 30 * 60; second++) {
      store.append(A, T.plusSeconds(second), second);
    }
    assertThat(store.series(List.of())).hasSize(3);
    for (int second = 30 * 60 + 1; second <= 31 * 60; second++) {
      store.append(A, T.plusSeconds(second), second);
    }
    assertThat(store.series(List.of())).containsExactly(A);
    assertThat(store.labelValues("job", List.of())).containsExactly("a");
    assertThat(store.append(B, T.plusSeconds(31 * 60), 1)).isEqualTo(Appended.STORED);
    assertThat(store.stats().samples()).isLessThanOrEqualTo(30 * 60 + 120 + 1);
  }

  @Test
  void theLatestValueEndsWithAStaleMarkerAndWithTheLookBack() {
    store.append(A, T, 1);
    store.append(B, T, 2);
    store.append(B, T.plusSeconds(10), SeriesStore.STALE);
    assertThat(store.latest(metric("m"), T.plusSeconds(9)))
        .containsExactlyInAnyOrder(new Sample(A, 1), new Sample(B, 2));
    assertThat(store.latest(metric("m"), T.plusSeconds(10))).containsExactly(new Sample(A, 1));
    assertThat(store.latest(metric("m"), T.plusSeconds(300))).containsExactly(new Sample(A, 1));
    assertThat(store.latest(metric("m"), T.plusMillis(300_001))).isEmpty();
    assertThat(store.latest(metric("m"), T.minusMillis(1))).isEmpty();
  }

  @Test
  void refusesLimitsThatKeepNothing() {
    assertThatThrownBy(() -> new MemorySeriesStore(Duration.ZERO, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MemorySeriesStore(Duration.ofHours(1), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
