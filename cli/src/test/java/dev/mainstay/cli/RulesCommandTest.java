package dev.mainstay.cli;

import static dev.mainstay.cli.Ran.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RulesCommandTest {
  private static final String GOOD =
      """
      groups:
      - name: g
        rules:
        - alert: Down
          expr: up == 0
          for: 2m
          annotations: { summary: "{{ $labels.job }} is down" }
      """;
  private static final String TEST =
      """
      rule_files: ["*.rules"]
      tests:
      - input_series: [{ series: 'up{job="api"}', values: '1 0x5' }]
        alert_rule_test:
        - eval_time: %s
          alertname: Down
          exp_alerts: [{ exp_labels: { job: api }, exp_annotations: { summary: api is down } }]
      """;

  @TempDir private Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void goodRulesAreCounted() throws IOException {
    Ran ran = run("rules", "check", file("a.rules", GOOD));
    assertThat(ran.printed()).isEqualTo("1 good rule in 1 group of 1 file\n");
    assertThat(ran.exitCode()).isZero();
  }

  @Test
  void badRulesAreShownAtTheirPlace() throws IOException {
    String bad = file("a.yml", GOOD.replace("up == 0", "up == ").replace("for:", "fore:"));
    Ran ran = run("rules", "check", folder.toString());
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.printed())
        .contains(
            "error[MS-F014]: unexpected end of input",
            "--> " + bad + ":5:15",
            "    expr: up ==",
            "error[MS-F004]: unknown key 'fore'",
            "2 errors; more about a code: mainstay explain MS-F014",
            "0 good rules in 0 groups of 1 file");
    assertThat(run("rules", "check", "--format", "github", bad).printed()).contains("::error");
    assertThat(run("rules", "check", "--format", "json", bad).printed()).contains("\"MS-F004\"");
    assertThat(run("explain", "MS-F014").exitCode()).isZero();
  }

  @Test
  void warningsFailWhenAskedTo() throws IOException {
    String twice = file("a.yml", GOOD + "  - { alert: Down, expr: up == 1 }\n");
    assertThat(run("rules", "check", twice).exitCode()).isZero();
    assertThat(run("rules", "check", "--strict", twice).exitCode()).isEqualTo(1);
  }

  @Test
  void aMissingFileIsTold() {
    Ran ran = run("rules", "check", folder.resolve("nothing.yml").toString());
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.printed()).contains("nothing.yml: no such file");
  }

  @Test
  void testsHoldOrNot() throws IOException {
    file("a.rules", GOOD);
    Ran good = run("rules", "test", file("good.yml", TEST.formatted("3m")));
    assertThat(good.printed()).isEqualTo("1 test in 1 file: all hold\n");
    assertThat(good.exitCode()).isZero();

    Ran bad = run("rules", "test", file("bad.yml", TEST.formatted("2m")));
    assertThat(bad.exitCode()).isEqualTo(1);
    assertThat(bad.printed())
        .contains(
            "error[MS-F016]: alert Down at 2m: does not fire: {alertname=\"Down\",job=\"api\"}",
            "pending: {alertname=\"Down\",job=\"api\"}",
            "1 test in 1 file: 1 failed");
  }

  @Test
  void aTestThatCannotBeReadIsBadInput() throws IOException {
    assertThat(run("rules", "test", file("t.yml", TEST.formatted("soon"))).exitCode()).isEqualTo(2);
    assertThat(run("rules", "test", folder.resolve("no.yml").toString()).exitCode()).isEqualTo(2);
  }

  private static final String SLOTH =
      """
      version: prometheus/v1
      service: shop
      slos:
      - name: up
        objective: 99
        sli: { raw: { error_ratio_query: '1 - avg(avg_over_time(up[{{.window}}]))' } }
        alerting: { name: ShopDown }
      """;

  @Test
  void rulesAreGeneratedFromSpecifications() throws IOException {
    String specification = file("slo.yaml", SLOTH);
    Ran ran = run("rules", "generate", "--period", "28", "--label", "cmd=x", specification);
    assertThat(ran.exitCode()).as(ran.printed()).isZero();
    assertThat(ran.printed())
        .startsWith("groups:\n- name: sloth-slo-sli-recordings-shop-up\n")
        .contains("slo:sli_error:ratio_rate4w", "cmd: x", "- alert: ShopDown");
    Path out = folder.resolve("made/rules.yml");
    assertThat(run("rules", "generate", specification, "--out", out.toString()).exitCode())
        .isZero();
    assertThat(run("rules", "check", out.toString()).printed())
        .isEqualTo("17 good rules in 3 groups of 1 file\n");
    assertThat(run("rules", "check", specification).printed())
        .isEqualTo("17 good rules in 3 groups of 1 file\n");
  }

  @Test
  void nothingIsGeneratedFromBadSpecifications() throws IOException {
    Ran ran = run("rules", "generate", file("slo.yaml", SLOTH.replace("99", "high")));
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.printed())
        .contains("objective: 'high' (expected: a percentage", "slo.yaml:5:14")
        .doesNotContain("groups:");
    Ran week = run("rules", "generate", "--period", "7", file("slo.yaml", SLOTH));
    assertThat(week.exitCode()).isEqualTo(1);
    assertThat(week.printed()).contains("no windows for objectives over 1w (expected: 4w, 30d");
    assertThat(run("rules", "generate", "--period", "7x", file("slo.yaml", SLOTH)).exitCode())
        .isEqualTo(2);
  }
}
