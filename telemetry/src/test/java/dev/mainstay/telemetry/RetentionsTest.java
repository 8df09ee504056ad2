package dev.mainstay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionsTest {
  private static final Map<String, Integer> KNOWN = Map.of("shop", 1, "pay", 2);

  private static Integer find(String... labels) {
    Integer found = Retentions.find(KNOWN, Labels.of("m", labels));
    return found == null ? 0 : found;
  }

  @Test
  void aSeriesBelongsToTheServiceThatItsLabelNames() {
    assertThat(find("service", "shop")).isEqualTo(1);
    assertThat(find("service", "shop", "job", "pay")).isEqualTo(1);
    assertThat(find("service", "Shop")).isZero();
    assertThat(find("instance", "shop")).isZero();
    assertThat(find()).isZero();
  }

  @Test
  void otherwiseToTheOneThatTheJobNames() {
    assertThat(find("job", "pay")).isEqualTo(2);
    assertThat(find("job", "prod/pay")).isEqualTo(2);
    assertThat(find("service", "unknown", "job", "pay")).isEqualTo(2);
    assertThat(find("job", "pay/prod")).isZero();
    assertThat(find("job", "payment")).isZero();
  }

  @Test
  void theLongestIsOfEachTheLonger() {
    assertThat(days(3, 100, 100).longest(days(5, 90, 396))).isEqualTo(days(5, 100, 396));
  }

  private static Retention days(int raw, int fiveMinutes, int longTerm) {
    return new Retention(
        Duration.ofDays(raw), Duration.ofDays(fiveMinutes), Duration.ofDays(longTerm));
  }
}
