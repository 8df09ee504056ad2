package dev.mainstay.design;

import static dev.mainstay.design.Checked.ORGANISATION;
import static dev.mainstay.design.Checked.codes;
import static dev.mainstay.design.Checked.codesIn;
import static dev.mainstay.design.Checked.service;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromiseChecksTest {
  private static final String OBJECTIVE =
      "objectives: { up: { of: http, good: status < 500, slo: %s, over: 30d } }\n";

  @Test
  void objectiveIsStricterThanTheContract() {
    String given = OBJECTIVE.replace("slo: %s", "slo: 99.9 %%, sla: %s");
    assertThat(codes(given.formatted("99.95 %"))).containsExactly("MS-P001 E");
    assertThat(codes(given.formatted("99.9 %"))).containsExactly("MS-P001 E");
    assertThat(codes(given.formatted("99.899 %"))).isEmpty();
  }

  @Test
  void requiredDependenciesAllowTheObjective() {
    String given =
        """
        dependencies:
          one: { kind: database, timeout: 9ms, availability: 99 %, callsPerRequest: 2 }
          part: { kind: database, timeout: 9ms, availability: 90 %, required: { for: 10 % } }
        """
            + OBJECTIVE;
    // 99 % ^ 2 x (1 - 10 % x 10 %) = 97.0299 %
    assertThat(codes(given.replace("%s", "97.03 %"))).containsExactly("MS-P002 W");
    assertThat(codes(given.replace("%s", "97.0299 %"))).isEmpty();
    assertThat(codes(given.replace("%s", "97 %"))).isEmpty();
  }

  @Test
  void optionalDependencyMayBeAsUnavailableAsItLikes() {
    assertThat(
            codes(
                """
                dependencies:
                  cache:
                    kind: cache
                    timeout: 9ms
                    required: never
                    availability: 10 %
                    onFailure: { degrade: bare }
                degradation: { bare: { when: cache fails, keeps: all } }
                """
                    + OBJECTIVE.formatted("99.99 %")))
        .isEmpty();
  }

  @Test
  void objectiveLeavesABudget() {
    assertThat(codes(OBJECTIVE.formatted("100 %"))).containsExactly("MS-P003 E");
    assertThat(codes(OBJECTIVE.formatted("0 %"))).containsExactly("MS-P003 E");
    assertThat(codes(OBJECTIVE.formatted("99.999 %"))).isEmpty();
  }

  @Test
  void latencyObjectiveCanBeMissed() {
    String given =
        """
        interface: { http: { deadline: 1s } }
        objectives: { fast: { of: http, good: duration < %s, slo: 95 %% } }
        """;
    assertThat(codes(given.formatted("1001ms"))).containsExactly("MS-P004 E");
    assertThat(codes(given.formatted("1s"))).isEmpty();
  }

  @Test
  void latencyObjectiveLeavesRoomForDependencies() {
    String given =
        """
        objectives: { fast: { of: http, good: duration < %s, slo: %s } }
        dependencies:
          store:
            kind: database
            timeout: 1s
            callsPerRequest: 3
            latency: { p50: 40ms, p99: 80ms }
        """;
    assertThat(codes(given.formatted("119ms", "50 %"))).containsExactly("MS-P005 W");
    assertThat(codes(given.formatted("120ms", "50 %"))).isEmpty();
    assertThat(codes(given.formatted("119ms", "49 %"))).isEmpty();
  }

  @Test
  void budgetIsAtLeastOneRequest() {
    // 30d at 1/h are 720 requests
    String given = "traffic: { typical: %s, peak: 1/s }\n" + OBJECTIVE.formatted("99.9 %");
    assertThat(codes(given.replace("%s", "1/h"))).containsExactly("MS-P006 W");
    assertThat(codes("traffic: { typical: 1/h }\n" + OBJECTIVE.formatted("99 %"))).isEmpty();
    // 99 % of 100 requests leaves exactly one
    assertThat(
            codes(
                "traffic: { typical: 10/h }\n" + OBJECTIVE.formatted("99 %").replace("30d", "10h")))
        .isEmpty();
    assertThat(
            codes(
                "traffic: { typical: 10/h }\n" + OBJECTIVE.formatted("99 %").replace("30d", "9h")))
        .containsExactly("MS-P006 W");
  }

  private static String alert(String body) {
    return "alerts: { bell: { runbook: book, impact: users wait, %s } }\n".formatted(body);
  }

  @Test
  void urgentAlertWithoutAnOrganisationIsAWarning() {
    assertThat(codes(alert("when: fewer than 1 ready, severity: P1"))).containsExactly("MS-A001 W");
    assertThat(codes(alert("when: fewer than 1 ready, severity: P2"))).isEmpty();
  }

  @Test
  void urgentAlertReachesEveryoneInTheRotation() {
    String bell = alert("when: fewer than 1 ready, severity: P0");
    assertThat(codesIn(ORGANISATION, service("api", "owner: both\n" + bell)))
        .containsExactly("MS-A001 E");
    assertThat(codesIn(ORGANISATION, service("api", "owner: silent\n" + bell)))
        .containsExactly("MS-A001 E");
    assertThat(codesIn(ORGANISATION, service("api", "owner: alone\n" + bell))).isEmpty();
  }

  @Test
  void alertFiresBeforeTheBudgetIsGone() {
    // 99.9 % over 30d: 2592s; half of the requests fail: 5184s
    String given =
        OBJECTIVE.formatted("99.9 %")
            + "telemetry: { every: 5s }\n"
            + "dependencies: { db: { kind: database, timeout: 9ms, required: { for: 50 % } } }\n";
    String bell = "when: dependency db fails, severity: P2, for: %s";
    assertThat(codes(given + alert(bell.formatted("5180s")))).containsExactly("MS-A002 E");
    assertThat(codes(given + alert(bell.formatted("5179s")))).containsExactly("MS-A002 E");
    assertThat(codes(given + alert(bell.formatted("5178s")))).isEmpty();
  }

  @Test
  void alertIsQuietWhileAllIsAsDesigned() {
    String given = "instances: { min: 2 }\n";
    assertThat(codes(given + alert("when: fewer than 3 ready, severity: P2")))
        .containsExactly("MS-A003 E");
    assertThat(codes(given + alert("when: fewer than 2 ready, severity: P2"))).isEmpty();
  }

  @Test
  void objectivesOfImportantServicesAreWatched() {
    String given = "instances: { min: 2 }\n" + OBJECTIVE.formatted("99 %");
    assertThat(codes("criticality: high\n" + given)).containsExactly("MS-A004 W");
    assertThat(codes("criticality: standard\n" + given)).isEmpty();
    assertThat(codes("criticality: high\n" + given + alert("on: [up], severity: P2"))).isEmpty();
    assertThat(codes("criticality: high\n" + given + alert("on: objectives, severity: P2")))
        .isEmpty();
  }

  @Test
  void escalationWakesSomebodyElse() {
    assertThat(codesIn(ORGANISATION, service("api", "owner: again\n")))
        .containsExactly("MS-A005 E");
    assertThat(codesIn(ORGANISATION, service("api", "owner: both\n"))).isEmpty();
    assertThat(codesIn(ORGANISATION, service("api", "owner: alone\n"))).isEmpty();
    assertThat(codesIn(ORGANISATION, service("api", "owner: single\n"))).isEmpty();
  }
}
