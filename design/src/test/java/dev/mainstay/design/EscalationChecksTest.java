package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Severities, targets, rotations and escalations against each other and against alerts. */
class EscalationChecksTest {
  private static final String DOWN =
      "dependencies: { db: { kind: database, timeout: 9ms } }\n"
          + "alerts: { down: { when: dependency db fails, for: %s, severity: %s, runbook: book,"
          + " impact: users wait } }\n";

  private static String organisation(String onCall, String escalation, String more) {
    return """
    apiVersion: mainstay/v1
    kind: Organisation
    name: example
    people:
      ana: { webhook: http://127.0.0.1:1/ana, zone: Europe/Berlin }
      ben: { webhook: http://127.0.0.1:1/ben, zone: Asia/Tokyo }
      cleo: { webhook: http://127.0.0.1:1/cleo }
      mail: { email: mail@example.test }
      mute: {}
    smtp: { host: 127.0.0.1, port: 25, from: mainstay@example.test }
    teams:
      us: { onCall: { %s }, escalation: [%s] }
      them: { onCall: { rotation: [cleo] } }
    %s
    """
        .formatted(onCall, escalation, more);
  }

  private static String severities(String times) {
    return organisation(
        "rotation: [ana, cleo]",
        "{ after: 0s, notify: [on-call] }, { after: 5m, notify: [next-on-call] }",
        "severities: { " + times + " }");
  }

  private static String rotation(String onCall) {
    return organisation(
        onCall, "{ after: 0s, notify: [on-call] }, { after: 5m, notify: [next-on-call] }", "");
  }

  private static String ours(String body) {
    return Checked.service("api", "owner: us\n" + body);
  }

  private static List<String> codes(String... texts) {
    return Checked.problems(texts).stream().map(Problem::code).toList();
  }

  @Test
  void graverSeveritiesAreNotSlower() {
    String times = "P0: { means: a, %1$s: %2$s }, P2: { means: b, %1$s: 1h }";
    for (String key : List.of("respond", "update", "resolve")) {
      assertThat(codes(severities(times.formatted(key, "61m")), ours(""))).contains("MS-A006");
      assertThat(codes(severities(times.formatted(key, "60m")), ours("")))
          .doesNotContain("MS-A006");
    }
    // nothing is compared with what is not promised
    assertThat(
            codes(
                severities("P0: { means: a, respond: 2h }, P1: { means: b, resolve: 1h }"),
                ours("")))
        .doesNotContain("MS-A006");
  }

  @Test
  void organisationIsToldOnce() {
    assertThat(
            codes(
                severities("P0: { means: a, respond: 2h }, P1: { means: b, respond: 1h }"),
                ours(""),
                Checked.service("other", "owner: us\n")))
        .containsExactly("MS-A006");
  }

  @Test
  void findingStandsInTheOrganisation() {
    assertThat(
            Checked.problems(
                severities("P0: { means: a, respond: 2h }, P1: { means: b, respond: 1h }"),
                ours("")))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.place()).asString().startsWith("file0.yaml:");
          assertThat(problem.related()).hasSize(1);
          assertThat(problem.arithmetic()).isEqualTo("2h > 1h");
        });
  }

  @Test
  void severityLeavesTimeToMend() {
    assertThat(codes(severities("P0: { means: a, respond: 1h, resolve: 1h }"), ours("")))
        .contains("MS-A007");
    assertThat(codes(severities("P0: { means: a, respond: 59m, resolve: 1h }"), ours("")))
        .doesNotContain("MS-A007");
  }

  @Test
  void updatesAreDueBeforeTheEnd() {
    assertThat(codes(severities("P0: { means: a, update: 61m, resolve: 1h }"), ours("")))
        .contains("MS-A008");
    assertThat(codes(severities("P0: { means: a, update: 1h, resolve: 1h }"), ours("")))
        .doesNotContain("MS-A008");
  }

  @Test
  void escalationComesBeforeTheTimeToRespondIsOver() {
    String service = ours(DOWN.formatted("1m", "P1"));
    assertThat(codes(severities("P1: { means: a, respond: 5m }"), service)).contains("MS-A009");
    assertThat(codes(severities("P1: { means: a, respond: 301s }"), service))
        .doesNotContain("MS-A009");
    // of a severity that no alert has
    assertThat(codes(severities("P0: { means: a, respond: 5m }, P1: { means: b }"), service))
        .doesNotContain("MS-A009");
  }

  @Test
  void firstPageComesBeforeTheTimeToRespondIsOver() {
    String late =
        organisation(
            "rotation: [ana, cleo]",
            "{ after: %s, notify: [on-call] }, { after: 20m, notify: [next-on-call] }",
            "paging: { groupWait: 1s }\nseverities: { P0: { means: a, respond: 10m } }");
    String service = ours(DOWN.formatted("1m", "P0"));
    assertThat(codes(late.formatted("599s"), service)).contains("MS-A010");
    assertThat(codes(late.formatted("598s"), service)).doesNotContain("MS-A010");
  }

  @Test
  void urgentPageIsRepeated() {
    String once =
        organisation(
            "rotation: [ana, cleo]",
            "{ after: 0s, notify: [on-call] }",
            "severities: { P0: { means: a%s }, P2: { means: b, respond: 1h } }");
    assertThat(codes(once.formatted(", respond: 5m"), ours(DOWN.formatted("1m", "P0"))))
        .contains("MS-A011");
    assertThat(codes(once.formatted(""), ours(DOWN.formatted("1m", "P0"))))
        .doesNotContain("MS-A011");
    assertThat(codes(once.formatted(", respond: 5m"), ours(DOWN.formatted("1m", "P2"))))
        .doesNotContain("MS-A011");
  }

  @Test
  void urgentAlertsTellWithinTheTarget() {
    String target =
        organisation(
            "rotation: [ana, cleo]",
            "{ after: 0s, notify: [on-call] }",
            "paging: { groupWait: 5s }\ntargets: { detect: 1m }");
    String telemetry = "telemetry: { every: 5s }\n";
    assertThat(codes(target, ours(telemetry + DOWN.formatted("51s", "P1")))).contains("MS-A012");
    assertThat(codes(target, ours(telemetry + DOWN.formatted("50s", "P1"))))
        .doesNotContain("MS-A012");
    assertThat(codes(target, ours(telemetry + DOWN.formatted("1h", "P2"))))
        .doesNotContain("MS-A012");
  }

  @Test
  void targetsFollowTheOrderOfAnIncident() {
    String base = "rotation: [ana, cleo]";
    String steps = "{ after: 0s, notify: [on-call] }";
    assertThat(
            codes(
                organisation(
                    base, steps, "targets: { detect: 5m, acknowledge: 6m, mitigate: 10m }"),
                ours("")))
        .containsExactly("MS-A013");
    assertThat(
            codes(
                organisation(
                    base, steps, "targets: { detect: 5m, acknowledge: 5m, mitigate: 10m }"),
                ours("")))
        .isEmpty();
    assertThat(
            codes(organisation(base, steps, "targets: { mitigate: 61m, resolve: 1h }"), ours("")))
        .containsExactly("MS-A013");
    assertThat(
            codes(
                organisation(base, steps, "targets: { resolve: 2h, betweenFailures: 1h }"),
                ours("")))
        .containsExactly("MS-A013");
  }

  @Test
  void incidentWithinItsTimesKeepsThePromise() {
    // 99.9 % over 1000000s: 1000s; (1s + 60s + resolve) x 50 %
    String service =
        ours(
            "telemetry: { every: 1s }\nobjectives: { up: { of: http, good: status < 500, slo: 99.9 %,"
                + " over: 1000000s } }\n"
                + DOWN.formatted("60s", "P0").replace("9ms", "9ms, required: { for: 50 % }"));
    assertThat(codes(severities("P0: { means: a, resolve: 1940s }"), service)).contains("MS-A014");
    assertThat(codes(severities("P0: { means: a, resolve: 1939s }"), service))
        .doesNotContain("MS-A014");
  }

  @Test
  void severitiesInUseAreDescribed() {
    String service = ours(DOWN.formatted("1m", "P2"));
    assertThat(codes(severities("P0: { means: a }"), service)).contains("MS-A015");
    assertThat(codes(severities("P2: { means: a }"), service)).doesNotContain("MS-A015");
    assertThat(codes(rotation("rotation: [ana, cleo]"), service)).doesNotContain("MS-A015");
  }

  @Test
  void nobodyIsOnCallTwiceAtOnce() {
    String both = "rotation: [ana, cleo], every: 7d, secondary: { rotation: %s, every: %s }";
    assertThat(codes(rotation(both.formatted("[ana, cleo]", "7d")), ours("")))
        .containsExactly("MS-A028");
    assertThat(codes(rotation(both.formatted("[cleo, ana]", "7d")), ours(""))).isEmpty();
    assertThat(codes(rotation(both.formatted("[cleo, ana]", "14d")), ours("")))
        .containsExactly("MS-A028");
    assertThat(codes(rotation(both.formatted("[ben, mail]", "1d")), ours(""))).isEmpty();
    // a turn apart by its start
    assertThat(
            codes(
                rotation(both.formatted("[ana, cleo]", "7d, from: 2026-01-12T09:00:00Z")),
                ours("")))
        .isEmpty();
  }

  @Test
  void lastResortIsSomebodyNew() {
    String steps = "{ after: 0s, notify: [on-call] }, { after: 5m, notify: [%s] }";
    String two = "rotation: [ana, cleo]";
    assertThat(codes(organisation(two, steps.formatted("cleo"), ""), ours("")))
        .containsExactly("MS-A029");
    assertThat(codes(organisation(two, steps.formatted("ben"), ""), ours(""))).isEmpty();
    assertThat(codes(organisation(two, steps.formatted("cleo, ben"), ""), ours(""))).isEmpty();
    // a reminder is meant so
    assertThat(codes(organisation(two, steps.formatted("on-call"), ""), ours(""))).isEmpty();
    assertThat(codes(organisation(two, steps.formatted("next-on-call"), ""), ours(""))).isEmpty();
  }

  @Test
  void onePersonSleeps() {
    String alone = "{ after: 0s, notify: [on-call] }, { after: 2m, notify: [%s] }";
    String night =
        "severities: { P0: { means: a, respond: %s } }\nwindows: { day: { from: 09:00 } }";
    String service = ours(DOWN.formatted("1m", "P0"));
    assertThat(
            codes(
                organisation(
                    "rotation: [ana]", alone.formatted("on-call"), night.formatted("479m")),
                service))
        .contains("MS-A030");
    assertThat(
            codes(
                organisation("rotation: [ana]", alone.formatted("on-call"), night.formatted("8h")),
                service))
        .doesNotContain("MS-A030");
    assertThat(
            codes(
                organisation(
                    "rotation: [ana]",
                    alone.formatted("on-call"),
                    night.formatted("5m, hours: day")),
                service))
        .doesNotContain("MS-A030");
    assertThat(
            codes(
                organisation("rotation: [ana]", alone.formatted("ben"), night.formatted("5m")),
                service))
        .doesNotContain("MS-A030");
  }

  @Test
  void handOverIsByDay() {
    // 05:00 and 21:00 UTC in winter: 06:00 and 22:00 in Berlin
    String from = "rotation: [ana], from: 2026-01-05T%sZ";
    assertThat(
            codes(rotation(from.formatted("04:59:59")).replace("next-on-call", "cleo"), ours("")))
        .containsExactly("MS-A031");
    assertThat(
            codes(rotation(from.formatted("05:00:00")).replace("next-on-call", "cleo"), ours("")))
        .isEmpty();
    assertThat(
            codes(rotation(from.formatted("20:59:59")).replace("next-on-call", "cleo"), ours("")))
        .isEmpty();
    assertThat(
            codes(rotation(from.formatted("21:00:00")).replace("next-on-call", "cleo"), ours("")))
        .containsExactly("MS-A031");
    // where the person lives is not known
    assertThat(codes(rotation("rotation: [cleo, mail], from: 2026-01-05T02:00:00Z"), ours("")))
        .isEmpty();
  }

  @Test
  void outageOfANightKeepsThePromise() {
    String office =
        organisation(
            "rotation: [ana, cleo]",
            "{ after: 0s, notify: [on-call] }",
            "windows: { day: { days: [monday, tuesday, wednesday, thursday, friday, saturday,"
                + " sunday], from: 00:00, to: 20:00 } }\nseverities: { P2: { means: a, hours: day } }");
    // closed for 4h = 14400s
    String service =
        "objectives: { up: { of: http, good: status < 500, slo: 99 %%, over: %s } }\n"
            + DOWN.formatted("1s", "P2").replace("%", "%%");
    assertThat(codes(office, ours(service.formatted("1439999s")))).contains("MS-A038");
    assertThat(codes(office, ours(service.formatted("1440000s")))).doesNotContain("MS-A038");
  }

  @Test
  void mailWakesNobody() {
    String service = ours(DOWN.formatted("1m", "P0"));
    String by =
        organisation(
            "rotation: [ana, mail]",
            "{ after: 0s, notify: [on-call] }, { after: 2m, notify: [next-on-call] }",
            "severities: { P0: { means: a, respond: %s } }");
    assertThat(codes(by.formatted("59m"), service)).contains("MS-A039");
    assertThat(codes(by.formatted("1h"), service)).doesNotContain("MS-A039");
  }

  @Test
  void everyStepReachesSomebody() {
    String service = ours(DOWN.formatted("1m", "P0"));
    String steps = "{ after: 0s, notify: [on-call] }, { after: 2m, notify: [%s] }";
    String two = "rotation: [ana, cleo]";
    assertThat(codes(organisation(two, steps.formatted("mute"), ""), service)).contains("MS-A040");
    assertThat(codes(organisation(two, steps.formatted("mute, ben"), ""), service))
        .doesNotContain("MS-A040");
    assertThat(codes(organisation(two, steps.formatted(""), ""), service)).contains("MS-A040");
    assertThat(codes(rotation(two + ", secondary: { rotation: [mute] }"), service))
        .contains("MS-A040");
    assertThat(codes(organisation(two, steps.formatted("mute"), ""), ours("")))
        .doesNotContain("MS-A040");
  }

  @Test
  void calleeIsWokenWithItsCaller() {
    String caller =
        ours(
            "dependencies: { stock: { kind: service, timeout: 9s } }\ninterface: { http: { deadline: 9s"
                + " } }\nalerts: { down: { when: dependency stock fails, severity: P0, runbook:"
                + " book, impact: x } }\n");
    String callee =
        "owner: %s\nalerts: { down: { when: fewer than 1 ready, severity: %s, runbook: book, impact: x"
            + " } }\n";
    String both = rotation("rotation: [ana, cleo]");
    assertThat(codes(both, caller, Checked.service("stock", callee.formatted("them", "P2"))))
        .contains("MS-A041");
    assertThat(codes(both, caller, Checked.service("stock", callee.formatted("them", "P1"))))
        .doesNotContain("MS-A041");
    assertThat(codes(both, caller, Checked.service("stock", callee.formatted("us", "P3"))))
        .doesNotContain("MS-A041");
  }
}
