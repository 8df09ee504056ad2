package dev.mainstay.design.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.SourceText;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import dev.mainstay.promql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OpenSloProblemsTest {
  private static final String GOOD =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: { name: availability, labels: { team: web } }
      spec:
        service: shop
        indicator:
          metadata: { name: requests }
          spec:
            ratioMetric:
              counter: true
              good: { metricSource: { type: Prometheus, spec: { query: 'sum(good_total)' } } }
              total:
                metricSource:
                  metricSourceRef: main
                  spec:
                    query: |
                      sum(rate(
                        all_total[5m]))
        timeWindow: [ { duration: 30d, isRolling: true } ]
        budgetingMethod: Occurrences
        objectives: [ { target: 0.999 } ]
        alertPolicies: [ { alertPolicyRef: burns } ]
      ---
      apiVersion: openslo/v1
      kind: AlertPolicy
      metadata: { name: burns }
      spec:
        alertWhenBreaching: true
        conditions:
        - kind: AlertCondition
          metadata: { name: fast }
          spec:
            severity: page
            condition: { kind: burnrate, op: gte, threshold: 2, lookbackWindow: 1h, alertAfter: 5m }
        notificationTargets: [ { targetRef: chat } ]
      ---
      apiVersion: openslo/v1
      kind: AlertNotificationTarget
      metadata: { name: chat }
      spec: { target: slack, description: where we talk }
      ---
      apiVersion: openslo/v1
      kind: DataSource
      metadata: { name: main }
      spec: { type: Prometheus, connectionDetails: { url: "http://prometheus", anything: goes } }
      ---
      apiVersion: openslo/v1
      kind: Service
      metadata: { name: shop, displayName: Shop }
      spec: { description: Sells }
      """;

  private static final String NOT_USED =
      "MS-F007 f0:35:26 notificationTargets: not used: who is paged is said by the team of the"
          + " service";

  private static List<String> problems(String... texts) {
    var sources = new ArrayList<SourceText>();
    for (String text : texts) {
      sources.add(new SourceText("f" + sources.size(), text));
    }
    return OpenSlos.problems(sources, Dialect.PROMETHEUS_3).stream()
        .map(OpenSloProblemsTest::told)
        .filter(told -> !told.equals(NOT_USED))
        .toList();
  }

  private static String told(Problem problem) {
    Place place = Objects.requireNonNull(problem.place());
    return "%s %s:%d:%d %s"
        .formatted(problem.code(), place.file(), place.line(), place.column(), problem.message());
  }

  @Test
  void allThatTheFormatHasIsRight() {
    assertThat(problems(GOOD)).isEmpty();
    assertThat(OpenSlos.problems(List.of(new SourceText("f0", GOOD)), Dialect.PROMETHEUS_3))
        .extracting(OpenSloProblemsTest::told)
        .containsExactly(NOT_USED);
  }

  @Test
  void unknownKeysAreToldWhereverTheyStand() {
    assertThat(problems(GOOD.replace("isRolling", "isRoling")))
        .contains("MS-F004 f0:19:34 unknown key 'isRoling'");
    assertThat(problems(GOOD.replace("alertAfter", "alertafter")))
        .containsExactly("MS-F004 f0:34:79 unknown key 'alertafter'");
    assertThat(problems(GOOD.replace("displayName: Shop", "owner: x")))
        .containsExactly("MS-F004 f0:49:25 unknown key 'owner'");
    assertThat(problems(GOOD.replace("kind: DataSource", "kind: Datasource")))
        .contains(
            "MS-F007 f0:43:7 kind: Datasource (expected: AlertCondition, AlertNotificationTarget,"
                + " AlertPolicy, DataSource, SLI, SLO, Service)");
  }

  @Test
  void queriesAreToldAtTheirMistake() {
    assertThat(problems(GOOD.replace("sum(good_total)", "sum(good_total))")))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("MS-F014 f0:11:82 unexpected");
    assertThat(problems(GOOD.replace("all_total[5m]", "all_total")))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("MS-F014 f0:18:19 expected type range vector");
    assertThat(problems(GOOD.replace("type: Prometheus, spec", "type: Datadog, spec"))).isEmpty();
  }

  @Test
  void namesAreThereOnce() {
    String slo = GOOD.substring(0, GOOD.indexOf("---"));
    assertThat(problems(GOOD, slo.replace("service: shop", "service: pay"))).isEmpty();
    assertThat(problems(GOOD, slo))
        .containsExactly(
            "MS-F002 f1:3:19 SLO availability is there twice (expected: each name once)");
  }

  @Test
  void referencesLeadSomewhere() {
    assertThat(problems(GOOD.replace("alertPolicyRef: burns", "alertPolicyRef: burn")))
        .containsExactly(
            "MS-F009 f0:22:38 alertPolicyRef: burn is in none of the files (expected: burns)");
    assertThat(problems(GOOD.replace("metadata: { name: chat }", "metadata: { name: mail }")))
        .containsExactly(
            "MS-F009 f0:35:39 targetRef: chat is in none of the files (expected: mail)");
  }

  @Test
  void targetsAndWindowsAreToldWithTheRest() {
    assertThat(problems(GOOD.replace("target: 0.999", "target: 99.9").replace("30d", "30 days")))
        .containsExactly(
            "MS-F007 f0:19:29 duration: 30 days (expected: 30d, 4w, 1M, 1Q or the like)",
            "MS-F007 f0:21:27 target: 99.9 (expected: a number from 0 to 1)");
  }

  @Test
  void eachDocumentOfALongFileHasItsPlaces() {
    int documents = 100;
    var file = new StringBuilder();
    for (int i = 0; i < documents; i++) {
      String slo = GOOD.substring(0, GOOD.indexOf("  alertPolicies"));
      slo = slo.replace("name: availability", "name: slo-" + i);
      // The 41st is no YAML, the 71st has no target.
      slo = i == 40 ? slo.replace("spec:\n  service", "spec: [\n  service") : slo;
      file.append(i == 70 ? slo.replace("target: 0.999", "aim: 1") : slo).append("---\n");
    }
    List<SourceText> source = List.of(new SourceText("f0", file.toString()));

    assertThat(problems(file.toString()))
        .filteredOn(told -> !told.contains("metricSourceRef"))
        .extracting(told -> told.replaceAll("(MS-F0\\d+ f0:\\d+).*", "$1"))
        .containsExactly(
            "MS-F001 f0:" + (40 * 22 + 6),
            "MS-F007 f0:" + (70 * 22 + 21),
            "MS-F004 f0:" + (70 * 22 + 21));
    assertThat(OpenSlos.read(source).slos())
        .hasSize(documents - 2)
        .allSatisfy(slo ->
            assertThat(slo.place().line())
                .isEqualTo(Integer.parseInt(slo.name().substring(4)) * 22 + 1));
  }

  @Test
  void datesAndZonesAreThoseOfTheCalendar() {
    assertThat(
            problems(
                GOOD.replace(
                    "duration: 30d, isRolling: true",
                    "duration: 1 month, isRolling: false, calendar: { startTime: \"2026-02-30"
                        + " 00:00:00\", timeZone: Europe/Berlyn }")))
        .satisfiesExactly(
            first -> assertThat(first).contains("duration: 1 month (expected: 30d"),
            second ->
                assertThat(second)
                    .contains(
                        "calendar.startTime: 2026-02-30 00:00:00 (expected: a time that the"
                            + " calendar has"),
            third -> assertThat(third).contains("calendar.timeZone: Europe/Berlyn"));
  }

  @Test
  void aTargetOfNothingIsOne() {
    assertThat(problems(GOOD.replace("target: 0.999", "target: 0.0"))).isEmpty();
    assertThat(problems(GOOD.replace("target: 0.999", "target: -0.1")))
        .containsExactly("MS-F007 f0:21:27 target: -0.1 (expected: a number from 0 to 1)");
  }

  @Test
  void allThatIsWrongWithSlicesIsTold() {
    assertThat(
            problems(
                GOOD.replace("budgetingMethod: Occurrences", "budgetingMethod: Timeslices")
                    .replace(
                        "target: 0.999",
                        "target: 99.9, timeSliceTarget: 99.9, timeSliceWindow: 2s")))
        .satisfiesExactlyInAnyOrder(
            one -> assertThat(one).contains(" target: 99.9 (expected: a number from 0 to 1)"),
            one -> assertThat(one).contains("timeSliceTarget: 99.9 (expected: a number"),
            one -> assertThat(one).contains("timeSliceWindow: 2s (expected: 1m to 1d)"));
  }
}
