package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Durations;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s, 0s",
    "PT0.25S, 250ms, 250ms",
    "PT0.0000005S, 0.0005ms, 0.0005ms",
    "PT2.5S, 2500ms, 2500ms",
    "PT9.999S, 9999ms, 9999ms",
    "PT10.001S, 10.001s, 10001ms",
    "PT22.5S, 22.5s, 22500ms",
    "PT59.9995S, 59.9995s, 59999.5ms",
    "PT90S, 90s, 90s",
    "PT1M0.5S, 1m0.5s, 60500ms",
    "PT5M1.3S, 5m1.3s, 301300ms",
    "PT25H0M0.1S, 1d1h0.1s, 90000100ms",
    "PT5M, 5m, 5m",
    "PT720H, 30d, 30d"
  })
  void areToldToPeopleAndWrittenInDesigns(Duration duration, String told, String written) {
    assertThat(Durations.format(duration)).isEqualTo(told);
    assertThat(Durations.written(duration)).isEqualTo(written);
  }
}
