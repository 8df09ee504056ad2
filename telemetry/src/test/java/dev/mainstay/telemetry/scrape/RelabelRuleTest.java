package dev.mainstay.telemetry.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelabelRuleTest {
  private static ScrapeConfig.Read read(String rules) {
    return ScrapeConfig.read(
        Path.of("p.yml"), "scrape_configs:\n- job_name: a\n  relabel_configs:\n" + rules.indent(2));
  }

  private static List<RelabelRule> rules(String rules) {
    ScrapeConfig.Read read = read(rules);
    assertThat(read.problems()).isEmpty();
    return read.config().jobs().getFirst().relabeling();
  }

  private static Map<String, String> apply(String rules, String... labels) {
    var before = new TreeMap<String, String>();
    for (int i = 0; i < labels.length; i += 2) {
      before.put(labels[i], labels[i + 1]);
    }
    Map<String, String> after = RelabelRule.apply(rules(rules), before);
    return after == null ? Map.of("dropped", "") : after;
  }

  @Test
  void replaceJoinsSourcesAndPutsGroupsIn() {
    assertThat(
            apply(
                """
                - source_labels: [a, b]
                  separator: "-"
                  regex: (.*)-(?P<second>.*)
                  target_label: c_${1}
                  replacement: ${second}/$1$$
                """,
                "a", "x", "b", "y"))
        .containsEntry("c_x", "y/x$");
    assertThat(apply("- source_labels: [a]\n  regex: no\n  target_label: c\n", "a", "x"))
        .isEqualTo(Map.of("a", "x"));
  }

  @Test
  void anEmptyReplacementRemovesTheLabel() {
    assertThat(apply("- target_label: a\n  replacement: ''\n", "a", "x", "b", "y"))
        .isEqualTo(Map.of("b", "y"));
  }

  @Test
  void expressionsMatchTheWholeValue() {
    String keep = "- source_labels: [a]\n  regex: x|yy\n  action: keep\n";
    assertThat(apply(keep, "a", "x")).isEqualTo(Map.of("a", "x"));
    assertThat(apply(keep, "a", "xx")).containsKey("dropped");
    assertThat(apply(keep.replace("keep", "drop"), "a", "yy")).containsKey("dropped");
    assertThat(apply(keep.replace("keep", "drop"), "a", "y")).isEqualTo(Map.of("a", "y"));
  }

  @Test
  void comparesLabels() {
    String equal = "- source_labels: [a]\n  target_label: b\n  action: keepequal\n";
    assertThat(apply(equal, "a", "1", "b", "1")).hasSize(2);
    assertThat(apply(equal, "a", "1", "b", "2")).containsKey("dropped");
    String other = equal.replace("keepequal", "dropequal");
    assertThat(apply(other, "a", "1", "b", "1")).containsKey("dropped");
    assertThat(apply(other, "a", "1", "b", "2")).hasSize(2);
  }

  @Test
  void mapsDropsAndKeepsLabelsByName() {
    assertThat(
            apply(
                "- action: labelmap\n  regex: __meta_(.+)\n- action: labeldrop\n  regex: __.*\n",
                "__meta_zone",
                "z",
                "a",
                "x"))
        .isEqualTo(Map.of("zone", "z", "a", "x"));
    assertThat(apply("- action: labelkeep\n  regex: a|b\n", "a", "1", "b", "2", "c", "3"))
        .isEqualTo(Map.of("a", "1", "b", "2"));
  }

  @Test
  void changesCaseAndHashes() {
    assertThat(
            apply(
                """
                - source_labels: [a]
                  target_label: low
                  action: lowercase
                - source_labels: [a]
                  target_label: up
                  action: uppercase
                - source_labels: [a]
                  target_label: shard
                  modulus: 1000
                  action: hashmod
                """,
                "a",
                "Shop"))
        .containsEntry("low", "shop")
        .containsEntry("up", "SHOP")
        // the last eight bytes of the MD5 sum, modulo 1000
        .containsEntry("shard", shard("Shop"));
  }

  private static String shard(String text) {
    try {
      byte[] sum =
          java.security.MessageDigest.getInstance("MD5")
              .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      var last = new java.math.BigInteger(1, java.util.Arrays.copyOfRange(sum, 8, 16));
      return last.mod(java.math.BigInteger.valueOf(1000)).toString();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- action: replace\n",
        "- action: hashmod\n  target_label: a\n",
        "- action: hashmod\n  modulus: 3\n",
        "- target_label: 1a\n",
        "- target_label: a-b\n",
        "- action: lowercase\n  target_label: a\n  replacement: x\n",
        "- action: keepequal\n  target_label: a\n  regex: x\n",
        "- action: keepequal\n",
        "- action: labeldrop\n  source_labels: [a]\n",
        "- action: labelkeep\n  separator: x\n",
        "- action: labelmap\n  replacement: a-b\n",
        "- action: wrong\n",
        "- regex: '('\n  target_label: a\n",
        "- source_labels: [a-b]\n  target_label: a\n",
        "- source_labels: a\n  target_label: a\n",
        "- target_label: a\n  replacment: b\n",
      })
  void refusesWhatPrometheusRefuses(String rule) {
    assertThat(read(rule).problems()).isNotEmpty();
    for (Problem problem : read(rule).problems()) {
      assertThat(java.util.Objects.requireNonNull(problem.place()).line())
          .isGreaterThanOrEqualTo(4);
    }
  }
}
