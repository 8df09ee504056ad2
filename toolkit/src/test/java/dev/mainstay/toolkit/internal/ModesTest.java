package dev.mainstay.toolkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModesTest {
  private final Modes modes = new Modes(new HandTime(), Policies.example());

  @Test
  void aModeIsActiveExactlyWhileItsDependencyFails() {
    assertThat(modes.active()).isEmpty();

    modes.dependency("redis", true);
    assertThat(modes.active()).containsExactly("cache-unavailable");
    assertThat(modes.shown()).containsExactly("cache-unavailable");
    assertThat(modes.samples()).isEqualTo(Map.of(List.of("cache-unavailable"), 1.0));

    modes.dependency("redis", false);
    assertThat(modes.active()).isEmpty();
    assertThat(modes.shown()).isEmpty();
    assertThat(modes.samples()).isEqualTo(Map.of(List.of("cache-unavailable"), 0.0));
  }

  @Test
  void anotherDependencyDoesNotMatter() {
    modes.dependency("postgres", true);

    assertThat(modes.active()).isEmpty();
  }

  @Test
  void aModeThatCallersAreNotToldOfIsStillActive() {
    modes.change(
        PolicyReader.read("test", Policies.EXAMPLE.replace("\"header\":true", "\"header\":false")));

    modes.dependency("redis", true);

    assertThat(modes.shown()).isEmpty();
    assertThat(modes.active()).containsExactly("cache-unavailable");
  }

  @Test
  void aPolicyWithoutTheModeEndsIt() {
    modes.dependency("redis", true);

    modes.change(PolicyReader.read("test", Policies.MINIMAL));

    assertThat(modes.active()).isEmpty();
  }
}
