package dev.mainstay.cli;

import static dev.mainstay.cli.Ran.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input: a clear message with its place and fix, exit code 2, nothing half-started. */
final class MainTest {
  private static final String GOOD =
      """
      apiVersion: mainstay/v1
      kind: Service
      name: hello
      owner: operators
      summary: Says hello
      telemetry: { every: 1s, timeout: 500ms, instances: [127.0.0.1:9180] }
      objectives:
        availability: { of: http, good: status < 500, slo: 99.9 %, over: 30d }
      """;

  @TempDir private Path folder;

  private Path design(String text) throws IOException {
    Path designs = Files.createDirectories(folder.resolve("ops"));
    Files.writeString(designs.resolve("hello.yaml"), text);
    return designs;
  }

  @Test
  void tellsWhatItIsAndWhatItCanDo() {
    assertThat(run("--help").printed()).contains("Usage: mainstay", "Runs Mainstay over a folder");
    assertThat(run("--version").printed()).contains("mainstay " + Version.TEXT);
    assertThat(run("rules", "--version").printed()).contains("mainstay " + Version.TEXT);
    assertThat(run("up", "-V").printed()).contains("mainstay " + Version.TEXT);
  }

  @Test
  void exportsAndImportsAgain() throws IOException {
    Path designs = design(GOOD);
    Path out = folder.resolve("out");
    assertThat(run("design", "export", "--list").printed()).contains("prometheus-rules", "openslo");
    assertThat(run("design", "export", "openslo", designs.toString(), "--out", out.toString()))
        .satisfies(ran -> assertThat(ran.exitCode()).isZero())
        .satisfies(ran -> assertThat(ran.printed()).contains("hello.openslo.yaml"));
    Path again = folder.resolve("again");
    Ran imported = run("design", "import", out.toString(), "--out", again.toString());
    assertThat(imported.exitCode()).as(imported.printed()).isZero();
    assertThat(again.resolve("hello.yaml")).content().contains("slo: \"99.9 %\"");
    assertThat(run("design", "import", out.toString(), "--out", again.toString()).exitCode())
        .isEqualTo(2);
  }

  private String upWithStores(String stores) throws IOException {
    Path file = Files.writeString(folder.resolve("stores.yaml"), stores);
    Ran ran =
        run(
            "up",
            "--designs=" + design(GOOD),
            "--data=" + folder.resolve("data"),
            "--port=0",
            "--stores=" + file);
    assertThat(ran.exitCode()).isEqualTo(2);
    return ran.printed();
  }

  @Test
  void aFileOfStoresIsQuotedUnlessItHasSecrets() throws IOException {
    assertThat(upWithStores("stores:\n- name: a b\n  url: http://a\n"))
        .contains("stores.yaml:2:9", "2 | - name: a b");
    for (String secret :
        new String[] {
          "url: http://ana:hunter2@a",
          "url: http://a?token=hunter2",
          "basic_auth: { password: hunter2, passwrd: hunter2 }",
          "authorization: { \"credentials\": hunter2, type: basic }",
          "bearer_token: [hunter2]",
          "headers: { Authorization: hunter2 }",
          "http_headers: { Authorization: { secrets: [hunter2] } }"
        }) {
      assertThat(upWithStores("stores:\n- name: a b\n  " + secret + "\n"))
          .as(secret)
          .contains("stores.yaml:2:9", "stores.yaml:3:")
          .doesNotContain("hunter2");
    }
  }

  @Test
  void anUnknownFormatIsToldWithTheKnownOnes() throws IOException {
    Ran ran = run("design", "export", "nonsense", design(GOOD).toString());
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.printed()).contains("format: nonsense (expected: one of prometheus-rules");
  }

  @Test
  void aGoodDesignIsNoError() throws IOException {
    assertThat(run("design", "check", design(GOOD).toString()).exitCode()).isZero();
  }

  @Test
  void anUnknownKeyIsToldWithItsPlaceAndTheNearestKnownOne() throws IOException {
    Ran ran = run("design", "check", design(GOOD.replace("telemetry:", "telemetri:")).toString());

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.printed()).contains("hello.yaml:6:1", "telemetri", "telemetry");
  }

  @Test
  void aMissingUnitIsToldWithItsPlaceAndAnExample() throws IOException {
    Ran ran = run("design", "check", design(GOOD.replace("500ms", "500")).toString());

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.printed()).contains("hello.yaml:6:", "unit");
  }

  @Test
  void aDuplicateNameIsToldWithBothPlaces() throws IOException {
    Path designs = design(GOOD);
    Files.writeString(designs.resolve("again.yaml"), GOOD);

    Ran ran = run("design", "check", designs.toString());

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.printed()).contains("hello.yaml:3", "again.yaml:3");
  }

  @Test
  void aContradictionIsTheAnswerNoAndAWarningOnlyWhenStrict() throws IOException {
    String error = GOOD.replace("timeout: 500ms", "timeout: 2s");
    String warning =
        GOOD
            + "dependencies: { bank: { kind: externalApi, timeout: 9ms, retry: { attempts: 2 } } }\n";

    assertThat(run("design", "check", design(error).toString()).exitCode()).isEqualTo(1);
    assertThat(run("design", "check", design(warning).toString()).exitCode()).isZero();
    assertThat(run("design", "check", "--strict", design(warning).toString()).exitCode())
        .isEqualTo(1);
  }

  @Test
  void certainFixesAreWrittenAndTheRestIsTold() throws IOException {
    String wrong = GOOD.replace("slo: 99.9 %", "slo: 99.9").replace("500ms", "500");
    Path designs = design("\uFEFF" + wrong);

    Ran ran = run("design", "check", "--fix", designs.toString());

    assertThat(Files.readString(designs.resolve("hello.yaml")))
        .isEqualTo("\uFEFF" + GOOD.replace("500ms", "500"));
    assertThat(ran.printed()).contains("fixed[MS-F007]", "now: 99.9 %", "1 error");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(designs.toFile().list()).containsExactly("hello.yaml");
  }

  @Test
  void everyFormatTellsAMissingFolderToo() {
    String nowhere = folder.resolve("nowhere").toString();
    for (String format : List.of("json", "sarif", "github")) {
      Ran ran = run("design", "check", "--format", format, nowhere);
      assertThat(ran.exitCode()).isEqualTo(2);
      assertThat(ran.printed()).contains("no such file or folder");
    }
    assertThat(run("design", "check", "--format", "xml", nowhere).printed())
        .contains("expected: text, json, sarif or github");
  }

  @Test
  void codesAreExplainedListedAndGuessed() {
    assertThat(run("explain", "ms-c200").printed()).contains("MS-C200", "Fails", "    accepted:");
    assertThat(run("explain").printed()).contains("time\n  MS-T001  retries take longer");
    assertThat(run("explain", "MS-X010").printed())
        .contains("a file or a folder that is not there");
    Ran unknown = run("explain", "MS-C0200");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.printed()).contains("did you mean MS-C");
  }

  @Test
  void claimsAreListed() throws IOException {
    Path designs = design(GOOD);

    assertThat(run("design", "claims", designs.toString()).printed())
        .contains("hello/objectives/availability\n", "at least 99.9 %; proven by ");
    assertThat(run("design", "claims", "--format", "json", designs.toString()).printed())
        .contains("\"id\" : \"hello/objectives/availability\"", "\"unit\" : \"share\"");
  }

  @Test
  void readinessIsScoredWithEvidence() throws IOException {
    String designs = design(GOOD).toString();
    Path evidence =
        Files.writeString(
            folder.resolve("evidence.jsonl"),
            """
            {"claim": "hello/objectives/availability", "at": "2020-01-01T00:00:00Z", "measured": 0.9}

            {"claim": "hello/telemetry/scraped", "at": "2020-01-01T00:00:00Z", "measured": 1, "source": "t"}
            """);

    Ran ran = run("readiness", "hello", "--designs", designs, "--evidence", evidence.toString());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.printed())
        .contains(
            " of 94 points; 85 are needed: not ready",
            "mend: hello/objectives/availability fails",
            "What would raise the score most",
            "design-approved: not decided");
    assertThat(run("readiness", "hello", "--designs", designs, "--format", "json").printed())
        .contains("\"possible\" : 94", "\"ready\" : false");
  }

  @Test
  void wrongEvidenceAndUnknownServicesAreTold() throws IOException {
    String designs = design(GOOD).toString();
    Path evidence = Files.writeString(folder.resolve("evidence.jsonl"), "\n{\"claim\": 1}\n");

    assertThat(
            run("readiness", "hello", "--designs", designs, "--evidence", evidence.toString())
                .printed())
        .contains("evidence.jsonl:2: not evidence");
    assertThat(run("readiness", "helo", "--designs", designs).exitCode()).isEqualTo(2);
  }

  @Test
  void aTakenPortStopsTheServerBeforeAnythingIsStarted() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Path data = folder.resolve("data");

      Ran ran =
          run(
              "up",
              "--designs",
              design(GOOD).toString(),
              "--data",
              data.toString(),
              "--port",
              Integer.toString(taken.getLocalPort()));

      assertThat(ran.exitCode()).isEqualTo(2);
      assertThat(ran.printed()).contains("port: " + taken.getLocalPort(), "--port");
      assertThat(data).doesNotExist();
    }
  }

  @Test
  void aMissingFolderIsNamed() {
    Ran ran = run("design", "check", folder.resolve("nowhere").toString());

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.printed()).contains("nowhere: no such file or folder");
  }

  @Test
  void anAbsentServerIsNamedWithTheWayToStartOne() {
    Ran ran = run("status", "--server", "http://127.0.0.1:1");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.printed()).contains("http://127.0.0.1:1", "mainstay up");
  }

  @Test
  void aMissingArgumentIsUsage() {
    for (List<String> args : List.of(List.of("ack"), List.of("deploy", "a"), List.of("rollback"))) {
      assertThat(run(args.toArray(String[]::new)).exitCode()).isEqualTo(2);
    }
  }
}
