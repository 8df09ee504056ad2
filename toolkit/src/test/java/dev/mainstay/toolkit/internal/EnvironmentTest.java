package dev.mainstay.toolkit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mainstay.toolkit.ConfigurationException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
  private static List<String> problems(Map<String, String> env) {
    return catchThrowableOfType(ConfigurationException.class, () -> Environment.read(env))
        .problems();
  }

  @Test
  void readsWhatIsSetAndDefaultsTheRest() {
    assertThat(Environment.read(Map.of("PORT", "8080", "MAINSTAY_POLICY", "p.json")))
        .isEqualTo(new Environment("127.0.0.1", 8080, "p.json", "", "unknown", "unknown", ""));
  }

  @Test
  void namesEveryVariableThatIsMissingOrWrong() {
    assertThat(problems(Map.of("MAINSTAY_LOG_LEVEL", "loud")))
        .containsExactly(
            "MAINSTAY_POLICY: not set (expected: the path or http URL of the service's policy, as"
                + " `mainstay` compiles it from the design)",
            "PORT: not set (expected: a port from 1 to 65535, or 0 for any free one)",
            "MAINSTAY_LOG_LEVEL: \"LOUD\" (expected: trace, debug, info, warn or error)");
  }

  @Test
  void acceptsPortsOnBothEndsOfTheirRange() {
    assertThat(Environment.read(Map.of("PORT", "0", "MAINSTAY_POLICY", "p")).port()).isZero();
    assertThat(Environment.read(Map.of("PORT", "65535", "MAINSTAY_POLICY", "p")).port())
        .isEqualTo(65535);
    assertThat(problems(Map.of("PORT", "65536", "MAINSTAY_POLICY", "p"))).hasSize(1);
    assertThat(problems(Map.of("PORT", "-1", "MAINSTAY_POLICY", "p"))).hasSize(1);
  }
}
