package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.internal.keys.Keys;
import dev.mainstay.design.internal.read.Shape;
import dev.mainstay.design.internal.read.Spelling;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class KeysTest {
  private static Keys.Found key(String path) {
    return Keys.SERVICE.all().stream()
        .filter(found -> found.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no key " + path));
  }

  @Test
  void theReadersTellTheirKeysInTheOrderInWhichTheyAreWritten() {
    assertThat(Keys.SERVICE.root().keys().keySet())
        .containsSubsequence(
            "apiVersion",
            "kind",
            "name",
            "criticality",
            "summary",
            "traffic",
            "dependencies",
            "objectives",
            "alerts",
            "delivery",
            "accepted");
    assertThat(Keys.SERVICE.all())
        .extracting(Keys.Found::path)
        .contains(
            "dependencies.*.timeout",
            "dependencies.*.required.for",
            "dependencies.*.onFailure.degrade",
            "dependencies.*.onFailure.retryAfter",
            "degradation.*.costs.calls",
            "delivery.strategy.canary.[].weight",
            "delivery.process.env",
            "objectives.*.total",
            "alerts.*.on")
        .containsSubsequence("objectives.*.of", "objectives.*.good", "objectives.*.slo")
        .doesNotHaveDuplicates();
    assertThat(Keys.ORGANISATION.all())
        .extracting(Keys.Found::path)
        .contains("people.*.email", "teams.*.onCall.rotation", "teams.*.escalation.[].notify");
  }

  @Test
  void aKeyKnowsWhetherItIsRequired() {
    for (String path :
        List.of(
            "name", "dependencies.*.timeout", "delivery.process.command", "alerts.*.severity")) {
      assertThat(key(path).required()).as(path).isTrue();
    }
    for (String path : List.of("criticality", "dependencies.*.retry", "objectives.*.of")) {
      assertThat(key(path).required()).as(path).isFalse();
    }
  }

  @Test
  void defaultsAreTheReadersOwn() {
    assertThat(Keys.SERVICE.absent("dependencies.*.retry.wait")).contains("50ms");
    assertThat(Keys.SERVICE.absent("objectives.*.over")).contains("30d");
    assertThat(Keys.SERVICE.absent("health.liveness.timeout")).contains("1s");
    assertThat(Keys.SERVICE.absent("dependencies.*.onFailure")).contains("failFast");
    assertThat(Keys.SERVICE.absent("interface.http.idempotent"))
        .contains("[GET, HEAD, PUT, DELETE]");
    assertThat(Keys.SERVICE.absent("interface.http.deadline")).isEmpty();
    assertThat(Keys.SERVICE.absentInWords("interface.http.deadline"))
        .isEqualTo("low 10s, standard 5s, high 3s, critical 2500ms");
    assertThat(Keys.SERVICE.absentInWords("dependencies.*.latency.p50")).isEmpty();
    assertThat(Keys.ORGANISATION.absent("paging.groupWait")).contains("300ms");
  }

  @Test
  void waysOfWritingAreKeptApart() {
    assertThat(key("dependencies.*.required").shape())
        .isInstanceOfSatisfying(
            Shape.OneOf.class,
            any ->
                assertThat(any.shapes())
                    .hasExactlyElementsOfTypes(Shape.Value.class, Shape.Mapping.class));
    var objective = (Shape.Named) Objects.requireNonNull(key("objectives").shape());
    Shape.Ways ways = ((Shape.Mapping) objective.item()).ways().getFirst();
    assertThat(ways.key()).isEqualTo("of");
    assertThat(ways.with().keys()).containsOnlyKeys("of", "good", "total");
    assertThat(ways.without().keys()).containsOnlyKeys("good", "total");
  }

  @Test
  void aNameSaysWhatItNames() {
    var ways = (Shape.OneOf) Objects.requireNonNull(key("health.readiness.checks").shape());
    var checks = (Shape.ListOf) ways.shapes().getFirst();
    assertThat(Optional.ofNullable(((Shape.Value) checks.item()).spelling().reference()))
        .contains(new Spelling.Reference(Spelling.Target.DEPENDENCY, "%s"));
  }

  @Test
  void everyKeyIsDescribedAndNothingElseIs() throws IOException {
    Set<String> known = new TreeSet<>();
    Set<String> described = new TreeSet<>();
    List<String> missing = new ArrayList<>();
    for (Keys keys : List.of(Keys.SERVICE, Keys.ORGANISATION)) {
      keys.all().forEach(key -> known.add(key.path()));
      described.addAll(keys.descriptions().keySet());
      keys.all().stream()
          .filter(key -> keys.description(key.path()).isEmpty())
          .forEach(key -> missing.add(key.path() + ": " + Keys.inWords(key.shape())));
    }

    assertThat(missing).as("keys without a description").isEmpty();
    Set<String> unknown = new TreeSet<>(described());
    unknown.removeAll(known);
    unknown.removeIf(path -> path.endsWith(".*") || path.endsWith(".[]"));
    assertThat(unknown).as("descriptions of keys that no reader knows").isEmpty();
    assertThat(described).as("descriptions that are read").containsAll(described());
  }

  private static Set<String> described() throws IOException {
    Set<String> paths = new TreeSet<>();
    Path folder = Examples.ROOT.resolve("design/src/main/resources/dev/mainstay/design/keys");
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        var properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        paths.addAll(properties.stringPropertyNames());
      }
    }
    return paths;
  }
}
