package dev.mainstay.examples.payments.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoOptionsTest {
  private static final Map<String, String> HOME = Map.of("MAINSTAY_HOME", "/checkout");

  @Test
  void withoutArgumentsItRunsInTheCheckoutWithTheFixedPorts() {
    DemoOptions options = DemoOptions.parse(List.of(), HOME);
    assertThat(options.home()).isEqualTo(Path.of("/checkout"));
    assertThat(options.data()).isEqualTo(Path.of("/checkout/.mainstay/demo"));
    assertThat(options.portBase()).isEqualTo(8300);
    assertThat(options.rate()).isEqualTo(100);
    assertThat(options.story()).isFalse();
  }

  @Test
  void readsEveryOption() {
    DemoOptions options =
        DemoOptions.parse(
            List.of(
                "--story",
                "--json",
                "/f.json",
                "--rate",
                "300",
                "--data",
                "/d",
                "--port-base",
                "9300"),
            HOME);
    assertThat(options)
        .isEqualTo(
            new DemoOptions(
                Path.of("/checkout"), Path.of("/d"), 9300, 300, true, Path.of("/f.json"), false));
  }

  @Test
  void tellsEveryProblemAtOnce() {
    assertThatThrownBy(
            () -> DemoOptions.parse(List.of("--rate", "many", "--sotry", "--port-base"), HOME))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("--rate: many")
        .hasMessageContaining("unknown option: --sotry")
        .hasMessageContaining("--port-base: no value");
  }

  @Test
  void figuresAreOnlyWrittenOfTheStory() {
    assertThatThrownBy(() -> DemoOptions.parse(List.of("--json", "/f.json"), HOME))
        .hasMessageContaining("--json");
    assertThat(DemoOptions.parse(List.of("--story"), HOME).json()).isNull();
  }

  @Test
  void numbersHaveBothTheirLimits() {
    assertThat(DemoOptions.parse(List.of("--rate", "0"), HOME).rate()).isZero();
    assertThat(DemoOptions.parse(List.of("--rate", "5000"), HOME).rate()).isEqualTo(5_000);
    assertThatThrownBy(() -> DemoOptions.parse(List.of("--rate", "5001"), HOME))
        .hasMessageContaining("0 to 5000");
    assertThatThrownBy(() -> DemoOptions.parse(List.of("--rate", "-1"), HOME))
        .isInstanceOf(DemoException.class);
  }
}
