package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportsTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Path FOLDER = Path.of("/home/ana/shop");
  private static final String ID = "https://mainstay.invalid/sarif";
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_4,
          builder ->
              builder.schemas(
                  Map.of(
                      ID,
                      Examples.read(
                          Examples.ROOT.resolve(
                              "design/src/test/resources/sarif/sarif-schema-2.1.0.json")))));

  /** One finding, one accepted, both with other places. */
  private static final String CONTRADICTION =
      Checked.service(
          "api",
          """
          health: { readiness: { every: 5s, timeout: 8s }, liveness: { every: 5s, timeout: 5s } }
          telemetry: { every: 1s, timeout: 2s }
          accepted: { MS-T005: { because: "it is replaced, soon", until: 2027-01-31 } }
          """);

  private static final String MISSPELT =
      Checked.service(
          "api",
          """
          # \uD83D\uDE80 wide
          "\uD83D\uDE80": 1
          dependencies: { store: { kind: database, timeout: 5 seconds, call-s-per-request: 2 } }
          """);

  private static DesignResult read(String file, String text) {
    return DesignReader.read(List.of(new SourceText(file, text)), Checked.SURROUNDINGS);
  }

  private static JsonNode sarif(DesignResult result) {
    String log = written(to -> Reports.sarif(result, FOLDER, "1.2.3", to));
    assertThat(SCHEMAS.getSchema(SchemaLocation.of(ID)).validate(log, InputFormat.JSON))
        .as(log)
        .isEmpty();
    return JSON.readTree(log).path("runs").path(0);
  }

  @Test
  void schemaRefusesWhatIsNotSarif() {
    assertThat(
            SCHEMAS
                .getSchema(SchemaLocation.of(ID))
                .validate("{\"version\": \"2.1.0\", \"runs\": [{}]}", InputFormat.JSON))
        .isNotEmpty();
  }

  @Test
  void sarifHoldsFindingsWithTheirPlacesAndSuppressions() {
    JsonNode run = sarif(read("/home/ana/shop/ops/my service.yaml", CONTRADICTION));

    JsonNode finding = run.path("results").path(0);
    assertThat(finding.path("ruleId").asString()).isEqualTo("MS-T004");
    assertThat(finding.path("level").asString()).isEqualTo("error");
    assertThat(finding.path("suppressions").isEmpty()).isTrue();
    JsonNode location = finding.path("locations").path(0).path("physicalLocation");
    assertThat(location.path("artifactLocation").path("uri").asString())
        .isEqualTo("ops/my%20service.yaml");
    assertThat(location.path("region").path("startLine").asInt()).isEqualTo(5);
    assertThat(location.path("region").path("endColumn").asInt())
        .isEqualTo(location.path("region").path("startColumn").asInt() + 2);
    assertThat(finding.path("relatedLocations").size()).isEqualTo(1);
    JsonNode accepted = run.path("results").path(1);
    assertThat(accepted.path("suppressions").path(0).path("justification").asString())
        .isEqualTo("it is replaced, soon (until 2027-01-31)");
    assertThat(run.path("tool").path("driver").path("rules"))
        .extracting(rule -> rule.path("id").asString())
        .containsExactly("MS-T004", "MS-T005");
    assertThat(
            run.path("tool")
                .path("driver")
                .path("rules")
                .path(0)
                .path("help")
                .path("text")
                .asString())
        .contains("probe");
  }

  @Test
  void sarifHoldsProblemsOfFormWithTheirFixesInUtf16Columns() {
    JsonNode run = sarif(read("api.yaml", MISSPELT));

    assertThat(run.path("columnKind").asString()).isEqualTo("utf16CodeUnits");
    JsonNode rocket = run.path("results").path(0);
    assertThat(
            rocket
                .path("locations")
                .path(0)
                .path("physicalLocation")
                .path("region")
                .path("endColumn")
                .asInt())
        .isEqualTo(5);
    JsonNode replacement =
        run.path("results")
            .path(1)
            .path("fixes")
            .path(0)
            .path("artifactChanges")
            .path(0)
            .path("replacements")
            .path(0);
    assertThat(replacement.path("insertedContent").path("text").asString()).isEqualTo("5s");
    assertThat(replacement.path("deletedRegion").path("startColumn").asInt()).isEqualTo(51);
    assertThat(replacement.path("deletedRegion").path("endColumn").asInt()).isEqualTo(60);
  }

  @Test
  void sarifHoldsWhatHasNoPlace() {
    var missing = Problem.error("MS-X010", "ops: no such file or folder", null, null);
    JsonNode run =
        sarif(new DesignResult(Optional.empty(), List.of(missing), new Sources(List.of())));

    assertThat(run.path("results").path(0).has("locations")).isFalse();
  }

  @Test
  void sarifOfAGoodDesignHasNoResult() {
    assertThat(
            sarif(DesignReader.read(Examples.sources(), Examples.surroundings()))
                .path("results")
                .isEmpty())
        .isTrue();
  }

  @Test
  void fingerprintSurvivesMovedLines() {
    JsonNode before = sarif(read("api.yaml", CONTRADICTION));
    JsonNode after = sarif(read("api.yaml", "# moved\n\n" + CONTRADICTION));

    assertThat(after.path("results").path(0).path("partialFingerprints"))
        .isEqualTo(before.path("results").path(0).path("partialFingerprints"));
  }

  @Test
  void annotationsAreEscaped() {
    var problem =
        new Problem(
            "MS-X001",
            Problem.Severity.WARNING,
            "100 % of a\r\nb: c, d",
            new Place("/home/ana/shop/a,b:c%.yaml", 3, 4, 5),
            List.of(),
            "1 > 0",
            null,
            "mend it");
    var result = new DesignResult(Optional.empty(), List.of(problem), new Sources(List.of()));

    assertThat(written(to -> Reports.github(result, false, FOLDER, to)))
        .isEqualTo(
            "::warning file=a%2Cb%3Ac%25.yaml,line=3,endLine=3,col=4,endColumn=9,title=MS-X001"
                + "::100 %25 of a%0D%0Ab: c, d%0A1 > 0%0Afix: mend it\n"
                + "mainstay design check: errors: 0, warnings: 1, accepted: 0\n");
  }

  @Test
  void acceptedFindingsAreNoticesWhenAskedFor() {
    DesignResult result = read("api.yaml", CONTRADICTION);

    assertThat(written(to -> Reports.github(result, false, FOLDER, to))).doesNotContain("MS-T005");
    assertThat(written(to -> Reports.github(result, true, FOLDER, to)))
        .contains(
            "::notice file=api.yaml,line=6,", "accepted until 2027-01-31: it is replaced, soon")
        .endsWith("errors: 1, warnings: 0, accepted: 1\n");
  }

  @Test
  void jsonHoldsProblemsVerdictsAndWhatWasAccepted() {
    JsonNode report =
        JSON.readTree(written(to -> Reports.json(read("api.yaml", CONTRADICTION), List.of(), to)));

    assertThat(report.path("summary").path("errors").asInt()).isEqualTo(1);
    JsonNode problem = report.path("problems").path(0);
    assertThat(problem.path("code").asString()).isEqualTo("MS-T004");
    assertThat(problem.path("place").path("line").asInt()).isEqualTo(5);
    assertThat(problem.path("arithmetic").asString()).isEqualTo("8s > 5s");
    assertThat(report.path("accepted").path(0).path("until").asString()).isEqualTo("2027-01-31");
    assertThat(report.path("verdicts"))
        .anySatisfy(verdict -> {
          assertThat(verdict.path("code").asString()).isEqualTo("MS-T004");
          assertThat(verdict.path("verdict").asString()).isEqualTo("fail");
        });
  }

  private static String written(Consumer<PrintWriter> report) {
    var text = new StringWriter();
    var to = new PrintWriter(text);
    report.accept(to);
    to.flush();
    return text.toString();
  }
}
