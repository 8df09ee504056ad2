package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryChecksTest {
  private static final String ROLLING = "strategy: { rolling: { unavailable: 0, surge: 1 } }";

  /**
   * The check finds something with the first value in the place of @, and nothing with the second.
   */
  private static void turns(String code, String body, String found, String silent) {
    assertThat(own(body.replace("@", found))).contains(code);
    assertThat(own(body.replace("@", silent)))
        .noneMatch(each -> each.startsWith(code.substring(0, 7)));
  }

  /** What this family finds. */
  private static List<String> own(String body) {
    return Checked.codes(body).stream().filter(code -> code.startsWith("MS-D")).toList();
  }

  private static String delivery(String... lines) {
    return "delivery:\n  " + String.join("\n  ", lines) + "\n";
  }

  @Test
  void rolloutEndsInItsTime() {
    // 3 waves of 2: 3 x 1m, and 10m of watch
    String given =
        "instances: { min: 6, each: { startup: 1m } }\n"
            + delivery(
                "strategy: { rolling: { unavailable: 1, surge: 1 } }",
                "validate: { watch: 10m }",
                "takes: @");
    turns("MS-D007 E", given, "779s", "13m");
  }

  @Test
  void rolloutOfUnknownStartsIsNotAccused() {
    assertThat(own("instances: { min: 6 }\n" + delivery(ROLLING, "takes: 1s"))).isEmpty();
  }

  @Test
  void rollingBackFitsItsTime() {
    String given =
        "instances: { min: 4, max: 8, each: { startup: 30s } }\n"
            + delivery(
                "strategy: { rolling: { unavailable: 1, surge: 1 } }", "rollback: { within: @ }");
    turns("MS-D008 E", given, "59s", "2m");
    turns("MS-D008 W", given, "1m", "2m");
    turns("MS-D008 W", given, "119s", "120s");
  }

  @Test
  void canaryAndBlueGreenKeepTheOldInstancesForTheWayBack() {
    String given = "instances: { min: 40, each: { startup: 30s } }\n";
    assertThat(
            own(
                given
                    + delivery(
                        "strategy: { blueGreen: { warm: 1m, keep: 1h } }",
                        "rollback: { within: 5s }")))
        .isEmpty();
  }

  @Test
  void triggerFiresInTheStepThatItJudges() {
    String given =
        delivery(
            "strategy: { canary: [{ weight: 5 %, bake: 2m }, { weight: 50 %, bake: 3m }] }",
            "rollback: { when: [errors > 5 % for @] }");
    turns("MS-D009 W", given, "3m", "2m");
  }

  @Test
  void waysThatMixVersionsNeedASchemaForBoth() {
    String given =
        delivery(
            ROLLING, "migrations: { reversible: true, compatible: @ }", "rollback: { when: [] }");
    turns("MS-D021 E", given, "false", "true");
    assertThat(
            own(
                delivery(
                    "strategy: { flags: [] }",
                    "migrations: { reversible: true, compatible: false }",
                    "rollback: { when: [], migrations: revert }")))
        .isEmpty();
  }

  @Test
  void rollingLeavesEnoughForThePeak() {
    String given =
        "traffic: { typical: 1/s, peak: 200/s }\n"
            + "instances: { min: 3, each: { capacity: @ } }\n"
            + delivery("strategy: { rolling: { unavailable: 1, surge: 0 } }");
    turns("MS-D016 W", given, "99/s", "100/s");
  }

  @Test
  void shareOfUnavailableIsRoundedDown() {
    String given = "instances: { min: @ }\n" + delivery("strategy: { rolling: { surge: 0 } }");
    turns("MS-D018 E", given, "3", "4");
    String all =
        "instances: { min: @ }\n" + delivery("strategy: { rolling: { unavailable: 2, surge: 1 } }");
    turns("MS-D017 E", all, "2", "3");
  }

  @Test
  void blueGreenIsWarmAndIsKept() {
    String given =
        "instances: { each: { startup: 2m } }\n"
            + delivery("strategy: { blueGreen: { warm: @, keep: 1h } }");
    turns("MS-D019 E", given, "119s", "2m");
    String kept = delivery("strategy: { blueGreen: { keep: @ } }", "validate: { watch: 30m }");
    turns("MS-D020 E", kept, "29m", "30m");
  }

  @Test
  void blueGreenDoublesConnections() {
    String given =
        """
        instances: { min: 4 }
        dependencies:
          orders: { kind: database, timeout: 1s, pool: { size: 10 }, maxConnections: @ }
        """
            + delivery("strategy: { blueGreen: { keep: 1h } }");
    turns("MS-D033 E", given, "79", "80");
  }

  @Test
  void somethingIsKeptToGoBackTo() {
    String given = delivery(ROLLING, "rollback: { when: [health fails] }", "keepVersions: @");
    turns("MS-D025 E", given, "1", "2");
  }

  @Test
  void levelOfRiskFollowsFromItsFactors() {
    String given =
        delivery(
            "strategy: { canary: [{ weight: 10 %, bake: 5m }] }",
            "rollback: { when: [health fails] }",
            "risk: { scope: medium, migration: true, level: LEVEL }");
    assertThat(own(given.replace("LEVEL", "low"))).contains("MS-D026 W");
    assertThat(own(given.replace("LEVEL", "medium"))).isEmpty();
  }

  @Test
  void platformFitsWhatStartsIt() {
    String given =
        "platform: @\n" + delivery("gateway: { port: 8080 }", "process: { command: [run] }");
    turns("MS-D031 E", given, "kubernetes", "processes");
  }

  @Test
  void watchHearsTheAlerts() {
    String given =
        """
        alerts:
          few: { when: fewer than 1 ready, for: 5m, severity: P2, runbook: book, impact: nobody }
        """
            + delivery(ROLLING, "validate: { watch: @ }");
    turns("MS-D030 E", given, "299s", "5m");
  }

  @Test
  void triggersStandBetweenWhatIsNormalAndWhatPages() {
    String given =
        """
        objectives: { up: { of: http, good: status < 500, slo: 99.9 % } }
        alerts: { burning: { on: objectives, severity: P1, runbook: book, impact: users wait } }
        """
            + delivery(ROLLING, "rollback: { when: [errors > @ % for 1m] }");
    turns("MS-D010 W", given, "1.45", "1.44");
    turns("MS-D032 W", given, "0.09", "0.1");
  }

  @Test
  void latencyTriggersStandBetweenDependenciesAndDeadline() {
    String given =
        """
        interface: { http: { deadline: 2s } }
        dependencies:
          orders: { kind: database, timeout: 1s, latency: { p50: 10ms, p99: 400ms } }
        objectives: { fast: { of: http, good: duration < 600ms, slo: 99 % } }
        """
            + delivery(ROLLING, "rollback: { when: [latency p99 > @] }");
    turns("MS-D013 E", given, "2s", "1999ms");
    turns("MS-D014 W", given, "399ms", "400ms");
    turns("MS-D012 E", given, "601ms", "600ms");
  }

  @Test
  void designThatLooksRiskyAndIsRightIsSilent() {
    assertThat(
            own(
                """
                platform: kubernetes
                traffic: { typical: 100/s, peak: 200/s }
                interface: { http: { deadline: 2s } }
                instances: { min: 3, max: 3, each: { capacity: 100/s, startup: 1m } }
                dependencies:
                  orders:
                    kind: database
                    timeout: 1s
                    pool: { size: 10 }
                    maxConnections: 60
                objectives: { up: { of: http, good: status < 500, slo: 99 % } }
                delivery:
                  strategy: { rolling: { unavailable: 1, surge: 0 } }
                  rollback: { when: [errors > 1 % for 5m, latency p50 > 1s], within: 3m }
                  migrations: { reversible: false, compatible: true }
                  before: [tests, backup]
                  validate: { watch: 10m }
                  takes: 13m
                  keepVersions: 2
                  risk: { scope: large, level: medium }
                """))
        .isEmpty();
  }
}
