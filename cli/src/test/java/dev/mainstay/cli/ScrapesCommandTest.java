package dev.mainstay.cli;

import static dev.mainstay.cli.Ran.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScrapesCommandTest {
  private static final String GOOD =
      """
      global: { scrape_interval: 15s }
      scrape_configs:
        - job_name: node
          static_configs:
            - targets: [10.0.0.1:9100]
      """;

  @TempDir private Path folder;

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("prometheus.yml"), text).toString();
  }

  @Test
  void goodJobsAreCounted() throws IOException {
    Ran ran = run("scrapes", "check", file(GOOD));
    assertThat(ran.printed()).isEqualTo("1 good job in 1 file\n");
    assertThat(ran.exitCode()).isZero();
  }

  @Test
  void everythingWrongIsShownAtItsPlace() throws IOException {
    String bad =
        file(
            GOOD.replace("15s", "15")
                .replace("- job_name", "- jobname")
                .replace("10.0.0.1:9100", "http://10.0.0.1:9100/metrics"));
    Ran ran = run("scrapes", "check", bad);
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.printed())
        .contains(
            "error[MS-F007]: global.scrape_interval: '15'",
            "--> " + bad + ":1:28",
            "error[MS-F004]: scrape_configs[0].jobname: unknown key",
            "did you mean job_name?",
            "(expected: host:port)",
            "leave scheme and path out",
            "0 good jobs in 1 file");
    assertThat(run("scrapes", "check", "--format", "github", bad).printed()).contains("::error");
    assertThat(run("explain", "MS-F018").exitCode()).isZero();
  }

  @Test
  void noLineOfAConfigurationWithSecretsIsShown() throws IOException {
    String plain = GOOD + "    basic_aut: { username: ana }\n";
    assertThat(run("scrapes", "check", file(plain)).printed())
        .contains("prometheus.yml:6:5", "6 | ", "username: ana");
    String secret = GOOD + "    basic_aut: { password: hunter2 }\n";
    assertThat(run("scrapes", "check", file(secret)).printed())
        .contains("prometheus.yml:6:5")
        .doesNotContain("hunter2");
  }

  @Test
  void partsWithoutEffectAreWarnedOf() throws IOException {
    String rules = file("rule_files: [a.rules]\n" + GOOD);
    Ran ran = run("scrapes", "check", rules);
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.printed())
        .contains("warning[MS-F018]: rule_files: without effect", "pass --rules with the files");
    assertThat(run("scrapes", "check", "--strict", rules).exitCode()).isEqualTo(1);
  }

  @Test
  void aFileThatCannotBeReadIsTold() {
    Ran ran = run("scrapes", "check", folder.resolve("no.yml").toString(), folder.toString());
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.printed()).contains("no.yml: no such file", folder + ": a folder");
  }
}
