package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.DesignDiff.Change;
import dev.mainstay.design.DesignDiff.Value;
import dev.mainstay.kernel.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DesignDiffTest {
  private static final String BODY =
      """
      traffic: { typical: 10/s, peak: 20/s }
      instances: { min: 2, max: 4, each: { capacity: 20/s } }
      dependencies:
        db: { kind: database, timeout: 500ms, latency: { p50: 5ms, p99: 50ms }, pool: { size: 10 } }
      objectives: { up: { of: http, good: status < 500, slo: 99.9 % } }
      planning: { cost: { instance: 30 USD/month, budget: 200 USD/month } }
      """;

  private static DesignResult read(String file, String body) {
    return DesignReader.read(
        List.of(new SourceText(file, Checked.service("api", body))), Checked.SURROUNDINGS);
  }

  private static DesignDiff diff(String before, String after) {
    return DesignDiff.of(read("old.yaml", BODY), read("new.yaml", BODY.replace(before, after)));
  }

  @Test
  void theSameIsNoDifference() {
    DesignDiff same = diff("x", "x");

    assertThat(same.isEmpty()).isTrue();
    assertThat(same.text()).isEqualTo("no difference\n");
  }

  @Test
  void movedLinesAndCommentsAreNoDifference() {
    assertThat(diff("instances:", "\n# more\ninstances:").isEmpty()).isTrue();
  }

  @Test
  void twoSpellingsOfOneValueAreNoDifference() {
    assertThat(diff("timeout: 500ms", "timeout: \"0.5s\"").isEmpty()).isTrue();
    assertThat(diff("peak: 20/s", "peak: 1200/m").isEmpty()).isTrue();
    assertThat(diff("99.9 %", "99.90%").isEmpty()).isTrue();
    assertThat(diff("kind: database", "kind: 'database'").isEmpty()).isTrue();
    assertThat(diff("Answers", "'Answers'").isEmpty()).isTrue();
  }

  @Test
  void aChangeInALaterLineOfATextIsADifference() {
    String text = "summary: |\n  Answers\n  %s\n";
    var old =
        new SourceText(
            "a", Checked.service("api", "").replace("summary: Answers\n", text.formatted("all")));
    var now =
        new SourceText(
            "b", Checked.service("api", "").replace("summary: Answers\n", text.formatted("some")));
    DesignDiff diff =
        DesignDiff.of(
            DesignReader.read(List.of(old), Checked.SURROUNDINGS),
            DesignReader.read(List.of(now), Checked.SURROUNDINGS));

    assertThat(diff.values())
        .singleElement()
        .returns("Answers all", Value::before)
        .returns("Answers some", Value::after);
  }

  @Test
  void aPromiseIsToldWithItsBudgetInMinutes() {
    DesignDiff diff = diff("99.9 %", "99.95 %");

    assertThat(diff.promises())
        .containsExactly(
            new Change("api", "objective up slo", "99.9 %", "99.95 %"),
            new Change(
                "api",
                "objective up budget",
                "(100 % - 99.9 %) x 30d = 43.2 minutes",
                "(100 % - 99.95 %) x 30d = 21.6 minutes"));
    assertThat(diff.values()).extracting(Value::path).containsExactly("objectives/up/slo");
  }

  @Test
  void findingsAppearAndVanish() {
    DesignDiff worse = diff("timeout: 500ms", "timeout: 9s");

    assertThat(worse.appeared()).extracting(Problem::code).contains("MS-T002");
    assertThat(worse.vanished()).isEmpty();
    assertThat(worse.risks()).extracting(Change::what).containsExactly("longest wait for db");
    DesignDiff better =
        DesignDiff.of(
            read("new.yaml", BODY.replace("timeout: 500ms", "timeout: 9s")),
            read("old.yaml", BODY));
    assertThat(better.vanished()).extracting(Problem::code).contains("MS-T002");
    assertThat(better.text()).contains("findings that vanish", "- error[MS-T002]");
  }

  @Test
  void aFindingThatOnlyChangedItsFiguresNeitherAppearsNorVanishes() {
    DesignDiff diff =
        DesignDiff.of(
            read("a.yaml", BODY.replace("timeout: 500ms", "timeout: 9s")),
            read("b.yaml", BODY.replace("timeout: 500ms", "timeout: 8s")));

    assertThat(diff.appeared()).isEmpty();
    assertThat(diff.vanished()).isEmpty();
  }

  @Test
  void moreInstancesCostMoreAndLeaveMoreRoom() {
    DesignDiff diff = diff("min: 2, max: 4", "min: 3, max: 6");

    assertThat(diff.costs())
        .containsExactly(
            new Change(
                "api",
                "cost of the fewest instances",
                "2 x 30 USD/month x 30d = 60.00 USD/month",
                "3 x 30 USD/month x 30d = 90.00 USD/month"),
            new Change(
                "api",
                "cost of all instances",
                "4 x 30 USD/month x 30d = 120.00 USD/month",
                "6 x 30 USD/month x 30d = 180.00 USD/month"));
    assertThat(diff.risks())
        .extracting(Change::what)
        .containsExactly(
            "calls in flight to db at peak and p99",
            "requests per instance at peak",
            "free above the peak");
  }

  @Test
  void valuesAreToldWithBothPlaces() {
    DesignDiff diff = diff(", pool: { size: 10 }", ", bulkhead: 7");

    assertThat(diff.values())
        .extracting(Value::path)
        .containsExactly("dependencies/db/bulkhead", "dependencies/db/pool/size");
    assertThat(diff.text())
        .contains("api: dependencies/db/bulkhead\n    - not written\n    + 7  (new.yaml:8:85)")
        .contains("api: dependencies/db/pool/size\n    - 10  (old.yaml:8:");
    assertThat(diff.json()).contains("\"path\" : \"dependencies/db/pool/size\"");
  }

  @Test
  void aWholeServiceComesAndGoes() {
    DesignResult one = read("a.yaml", BODY);
    DesignResult none = DesignReader.read(List.of(), Checked.SURROUNDINGS);

    DesignDiff gone = DesignDiff.of(one, none);

    assertThat(gone.removed()).containsExactly("api");
    assertThat(gone.promises()).allMatch(change -> change.after() == null);
    assertThat(DesignDiff.of(none, one).added()).containsExactly("api");
  }
}
