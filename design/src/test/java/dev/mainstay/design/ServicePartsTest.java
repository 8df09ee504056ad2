package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServicePartsTest {
  private static final String SERVICE = Checked.service("api", "");

  private static String part(String body) {
    return "apiVersion: mainstay/v1\nkind: ServicePart\nname: api\n" + body;
  }

  private static DesignResult read(String... texts) {
    List<SourceText> sources = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      sources.add(new SourceText("api/file" + i + ".yaml", texts[i]));
    }
    return DesignReader.read(sources, Checked.SURROUNDINGS);
  }

  private static Problem only(DesignResult result) {
    assertThat(result.problems()).hasSize(1);
    return result.problems().getFirst();
  }

  @Test
  void partsMakeTheSameServiceAsOneFileInAnyOrder() {
    String objectives = "objectives: { up: { of: http, good: status < 500, slo: 99 % } }\n";
    String alert = "alerts: { burning: { on: [up], severity: P2, runbook: book, impact: all } }\n";
    DesignResult whole = read(SERVICE + objectives + alert);

    assertThat(whole.problems()).isEmpty();
    assertThat(read(SERVICE, part(objectives), part(alert)).designs()).isEqualTo(whole.designs());
    assertThat(read(part(alert), part(objectives), SERVICE).designs()).isEqualTo(whole.designs());
    assertThat(read(part(alert) + "---\n" + SERVICE + objectives).designs())
        .isEqualTo(whole.designs());
  }

  @Test
  void aSectionMayStandInSeveralPartsUnderDifferentKeys() {
    DesignResult result =
        read(SERVICE + "traffic: { typical: 1/s }\n", part("traffic: { peak: 7/s }\n"));

    assertThat(result.problems()).isEmpty();
    assertThat(result.designs().orElseThrow().services().getFirst().traffic().peak().perSecond())
        .isEqualTo(7);
    assertThat(result.places().written("api", "traffic/peak").map(Place::file))
        .contains("api/file1.yaml");
  }

  @Test
  void whatStandsInTwoPartsIsToldWithBothPlaces() {
    for (String twice : List.of("traffic: { peak: 7/s }\n", "tier: one\n", "criticality: low\n")) {
      Problem problem = only(read(SERVICE + twice, part("\n" + twice)));
      assertThat(problem.code()).isEqualTo("MS-F002");
      assertThat(problem.place()).returns("api/file1.yaml", Place::file).returns(5, Place::line);
      assertThat(problem.related().getFirst().place())
          .returns("api/file0.yaml", Place::file)
          .returns(5, Place::line);
    }
    assertThat(only(read(SERVICE, part("tier: one\n"), part("tier: two\n"))).message())
        .isEqualTo("'tier' stands in two parts of the service (expected: in one)");
    assertThat(read(SERVICE + "traffic: 3\n", part("traffic: { peak: 7/s }\n")).problems())
        .extracting(Problem::code)
        .containsExactly("MS-F006", "MS-F002");
  }

  @Test
  void findingsPointIntoThePart() {
    DesignResult result =
        read(
            SERVICE + "interface: { http: { deadline: 1s } }\n",
            part(
                "dependencies: { bank: { kind: externalApi, timeout: 900ms, retry: { attempts: 3, key: id } } }\n"));

    Problem problem =
        result.problems().stream()
            .filter(each -> each.code().equals("MS-T001"))
            .findFirst()
            .orElseThrow();
    assertThat(problem.place()).returns("api/file1.yaml", Place::file);
    assertThat(problem.related())
        .extracting(related -> related.place().file())
        .contains("api/file0.yaml");
  }

  @Test
  void aPartNeedsItsServiceAndAHead() {
    assertThat(only(read(part("tier: one\n"))).code()).isEqualTo("MS-F009");
    assertThat(
            only(read(SERVICE, "apiVersion: mainstay/v1\nkind: ServicePart\ntier: one\n")).code())
        .isEqualTo("MS-F005");
    assertThat(only(read(SERVICE, part("teir: one\n"))))
        .returns("MS-F004", Problem::code)
        .returns("api/file1.yaml:4:1", problem -> String.valueOf(problem.place()));
    assertThat(only(read(SERVICE.replace("Service", "ServicPart"))).fix()).contains("ServicePart");
  }

  @Test
  void itsFolderStandsForItsFile() {
    DesignResult split = read(SERVICE, part("tier: one\n"));
    DesignResult whole = read(SERVICE);
    Path here = Path.of("/ops");

    assertThat(Shelf.of(split.designs().orElseThrow(), split.places(), here, null))
        .isEqualTo(
            new Shelf(
                Map.of("api", here.resolve("docs/api")), Map.of("api", here.resolve("runbooks"))));
    assertThat(Shelf.of(whole.designs().orElseThrow(), whole.places(), here, null).folder("api"))
        .isEqualTo(here.resolve("api/docs/api"));
  }

  @Test
  void aPartIsFormattedByItself() {
    DesignFormat formatted =
        DesignFormat.of(new SourceText("a.yaml", part("traffic: {peak: 60/m}\ntier: one\n")));
    assertThat(formatted)
        .isEqualTo(new DesignFormat(part("traffic: { peak: 1/s }\ntier: one\n"), List.of()));
    assertThat(DesignFormat.of(new SourceText("a.yaml", part("teir: one\n"))).problems())
        .hasSize(1);
  }

  @Test
  void namesOfOtherPartsAreOffered() {
    String alert = part("alerts:\n  burning: { on: [], severity: P2 }\n");
    var editor =
        new DesignEditor(
            List.of(
                new SourceText("a.yaml", alert),
                new SourceText(
                    "b.yaml", SERVICE + "objectives: { up: { of: http, good: status < 500 } }\n")),
            Set.of());

    assertThat(editor.completions("a.yaml", 5, 19))
        .extracting(DesignEditor.Suggestion::label)
        .contains("up");
  }
}
