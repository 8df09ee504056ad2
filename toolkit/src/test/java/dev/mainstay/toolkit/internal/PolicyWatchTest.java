package dev.mainstay.toolkit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.toolkit.ConfigurationException;
import dev.mainstay.toolkit.Policy;
import dev.mainstay.toolkit.internal.logging.Logged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyWatchTest {
  @TempDir private Path folder;
  private Path file = Path.of("unset");

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("policy.json");
    Files.writeString(file, Policies.EXAMPLE);
  }

  private PolicyWatch watch() {
    return new PolicyWatch(PolicySource.at(file.toString()), "payment-api");
  }

  @Test
  void appliesAChangedDocumentOnce() throws IOException {
    PolicyWatch watch = watch();
    List<Policy> heard = new ArrayList<>();
    watch.onChange(heard::add);

    watch.poll();
    assertThat(heard).isEmpty();

    Files.writeString(file, Policies.EXAMPLE.replace("2500", "1500"));
    watch.poll();
    watch.poll();
    assertThat(watch.policy().http().deadline()).isEqualTo(Duration.ofMillis(1500));
    assertThat(heard).containsExactly(watch.policy());
  }

  @Test
  void keepsTheOldAndSaysWhyOncePerReason() throws IOException {
    PolicyWatch watch = watch();
    Policy before = watch.policy();
    try (Logged logged = new Logged()) {
      Files.writeString(file, Policies.EXAMPLE.replace("2500", "-1"));
      watch.poll();
      watch.poll();
      assertThat(watch.policy()).isSameAs(before);
      assertThat(logged.lines())
          .singleElement()
          .asString()
          .contains("http.deadlineMillis: -1 (expected: milliseconds");

      Files.delete(file);
      watch.poll();
      assertThat(watch.policy()).isSameAs(before);
      assertThat(logged.lines()).hasSize(2).last().asString().contains("no such file");
    }
  }

  @Test
  void refusesThePolicyOfAnotherService() {
    assertThatThrownBy(() -> new PolicyWatch(PolicySource.at(file.toString()), "fraud-api"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("service: \"payment-api\" (expected: \"fraud-api\")");
  }

  @Test
  void saysThatThereIsNoFile() {
    assertThatThrownBy(() -> new PolicyWatch(PolicySource.at("/nowhere/policy.json"), ""))
        .hasMessage(
            "policy /nowhere/policy.json: no such file (expected: a policy file or an http URL)");
  }
}
