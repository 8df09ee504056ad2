package dev.mainstay.objectives.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.telemetry.Labels;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContributorsTest {
  @Test
  void theBucketsOfAHistogramAreNoContributors() {
    var bySeries =
        Map.of(
            bucket("a", "0.3"), new Events(90, 0),
            bucket("a", "+Inf"), new Events(0, 100),
            bucket("b", "0.3"), new Events(50, 0),
            bucket("b", "+Inf"), new Events(0, 50));

    assertThat(Contributors.of("", bySeries))
        .containsExactly(new Contributor("", "instance", "a", 10, 100));
  }

  private static Labels bucket(String instance, String le) {
    return Labels.of("seconds_bucket", "job", "shop", "instance", instance, "le", le);
  }
}
