package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.DependencyGraph.Measure;
import org.junit.jupiter.api.Test;

final class DependencyGraphTest {
  private static DependencyGraph graph(String... texts) {
    DesignResult result =
        DesignReader.read(
            java.util.stream.IntStream.range(0, texts.length)
                .mapToObj(i -> new SourceText("file" + i + ".yaml", texts[i]))
                .toList(),
            Checked.SURROUNDINGS);
    return DependencyGraph.of(result.read().orElseThrow());
  }

  private static String calls(String service, String dependencies) {
    return Checked.service(service, "dependencies:\n" + dependencies.indent(2));
  }

  @Test
  void theReferenceSystemsGraphIsTold() {
    DesignResult result = DesignReader.read(Examples.sources(), Examples.surroundings());

    String text = DependencyGraph.of(result.read().orElseThrow()).text();

    assertThat(text)
        .contains("-> postgres      database, required always, 1.5 calls per request")
        .contains("p99       payment-api -> card-network")
        .contains("postgres 1.5 x 40ms + card-network 1 x 200ms = 260ms")
        .contains("no cycles");
    assertThat(Examples.read(Examples.ROOT.resolve("docs/documents.md")))
        .contains(text.substring(text.indexOf("payment-api\n")));
  }

  @Test
  void chainsGoDownAlongTheLongestWait() {
    var graph =
        graph(
            calls(
                "front",
                "middle: { kind: service, timeout: 2s, latency: { p50: 10ms, p99: 100ms } }\ncache: { kind: cache, timeout: 1s, latency: { p50: 20ms, p99: 30ms } }"),
            calls(
                "middle",
                "db: { kind: database, timeout: 1s, latency: { p50: 5ms, p99: 50ms } }\nlogs: { kind: queue, required: never, timeout: 9s, latency: { p50: 1s, p99: 2s } }"));

    var path = graph.paths().getFirst();
    assertThat(path.service()).isEqualTo("front");
    assertThat(path.chains())
        .extracting(DependencyGraph.Chain::measure)
        .containsExactly(Measure.values());
    assertThat(path.chains().get(0).names()).containsExactly("front", "cache");
    assertThat(path.chains().get(1).names()).containsExactly("front", "middle", "db");
    assertThat(path.chains().get(1).told()).isEqualTo("middle 1 x 100ms + cache 1 x 30ms = 130ms");
    assertThat(path.chains().get(2).told()).isEqualTo("middle 1 x 2s + cache 1 x 1s = 3s");
  }

  @Test
  void availabilitiesMultiplyAndUnknownOnesAreNamed() {
    var graph =
        graph(
            calls(
                "api",
                "a: { kind: database, timeout: 1s, availability: 99 % }\nb: { kind: externalApi, required: { for: 50 % }, timeout: 1s, availability: 90 % }\nc: { kind: cache, timeout: 1s }"));

    var availability = graph.paths().getFirst().availability();
    assertThat(availability.fraction())
        .isCloseTo(0.99 * 0.95, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(availability.told())
        .isEqualTo("a 99 % x b 95 % (90 %, 50 % of the requests, 1 calls) = 94.05 %");
    assertThat(availability.unknown()).containsExactly("c");
  }

  @Test
  void circlesAreFoundOnce() {
    var graph =
        graph(
            calls("c", "a: { kind: service, timeout: 1s }"),
            calls("a", "b: { kind: service, timeout: 1s }\nself: { kind: service, timeout: 1s }"),
            calls("b", "c: { kind: service, timeout: 1s }"));

    assertThat(graph.cycles()).containsExactly(java.util.List.of("a", "b", "c"));
    assertThat(graph.text()).contains("cycle: a -> b -> c -> a");
    assertThat(graph.paths().getFirst().chains().getLast().names()).startsWith("a", "b", "c", "a");
  }

  @Test
  void aServiceWithoutDependenciesHasNoPath() {
    var graph = graph(Checked.service("api", ""));

    assertThat(graph.paths()).isEmpty();
    assertThat(graph.text()).isEqualTo("api\n\nno cycles\n");
    assertThat(graph.dot())
        .isEqualTo("digraph designs {\n  rankdir=LR;\n  node [shape=box];\n  \"api\";\n}\n");
    assertThat(graph.mermaid()).isEqualTo("flowchart LR\n  n0[\"api\"]\n");
    assertThat(graph.json()).contains("\"cycles\" : [ ]");
  }
}
