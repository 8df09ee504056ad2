package dev.mainstay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.telemetry.SeriesStore.Appended;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a store in memory does beyond the contract of all stores. */
class MemorySeriesStoreTest {
  private static final Instant T = Instant.parse("2026-03-02T10:00:00Z");
  private static final Labels A = Labels.of("m", "job", "a");
  private static final Labels B = Labels.of("m", "job", "b");

  private final MemorySeriesStore store = new MemorySeriesStore(Duration.ofMinutes(30), 3);

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
    assertThat(store.append(B, T.plusSeconds(31 * 60), 1)).isEqualTo(Appended.STORED);
    assertThat(store.stats().samples()).isLessThanOrEqualTo(30 * 60 + 120 + 1);
  }

  @Test
  void refusesLimitsThatKeepNothing() {
    assertThatThrownBy(() -> new MemorySeriesStore(Duration.ZERO, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MemorySeriesStore(Duration.ofHours(1), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
