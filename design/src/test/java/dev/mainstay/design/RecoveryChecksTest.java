package dev.mainstay.design;

import static dev.mainstay.design.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecoveryChecksTest {
  private static final String ORGANISATION =
      """
      apiVersion: mainstay/v1
      kind: Organisation
      name: example
      people: { ana: {} }
      teams: { one: { onCall: { rotation: [ana] } } }
      tiers:
        1: { rpo: 5m, rto: 15m, strategy: hotStandby, automaticFailover: true, restoreTest: monthly }
        2: { rto: 30m }
      ---
      """;

  private static String backup(String keys) {
    return "recovery: { backup: { of: { db: { %s } } } }\n".formatted(keys);
  }

  @Test
  void newestCopyIsRecentEnough() {
    var given =
        given("MS-R001", "recovery: { rpo: 5m, backup: { of: { db: { full: daily, @@ } } } }");
    given
        .holds("log: 5m", "log: continuous", "incremental: 4m")
        .fails("log: 6m", "incremental: hourly", "incremental: hourly, log: never");
    assertThat(given.sum("incremental: hourly"))
        .isEqualTo("shortest of full backups 1d, incremental backups 1h: 1h > 5m");
    given(
            "MS-R001",
            """
            recovery:
              rpo: 1m
              replication: { mode: async, lag: @@ }
              backup: { of: { db: { full: daily } } }
            """)
        .holds("1m", "5s")
        .fails("61s");
    given("MS-R001", "recovery: { rpo: 1m, backup: { of: { db: { keep: @@ } } } }").holds("7d");
  }

  @Test
  void standbyIsCloseEnough() {
    given("MS-R002", "recovery: { rpo: 1m, strategy: warmStandby, replication: { lag: 2m, @@ } }")
        .holds("mode: sync")
        .fails("mode: async", "to: west");
    given("MS-R002", "recovery: { rpo: 1m, strategy: hotStandby, replication: { lag: @@ } }")
        .holds("1m")
        .fails("61s");
    given("MS-R002", "recovery: { rpo: 1m, strategy: @@, replication: { lag: 2m } }")
        .holds("restore", "coldStandby")
        .fails("activeActive");
  }

  @Test
  void noLossNeedsSynchronousCopies() {
    given("MS-R003", "recovery: { rpo: @@, replication: { mode: async } }").holds("1s").fails("0s");
    given("MS-R003", "recovery: { rpo: 0s, replication: { mode: @@ } }").holds("sync");
  }

  @Test
  void stepsFitIntoTheRecovery() {
    var given =
        given(
            "MS-R004",
            "recovery: { rto: 15m, failover: { ttl: @@, steps: { detection: 5m, switch: 5m, propagation: 1m } } }");
    given.holds("30s", "5m").fails("6m");
    assertThat(given.sum("6m")).isEqualTo("detection 5m + switch 5m + propagation 6m = 16m > 15m");
  }

  @Test
  void personIsReachedInTime() {
    String body =
        """
        recovery:
          rto: 15m
          reliability: { mtta: @@ }
          failover: { automatic: false, steps: { switch: 10m } }
        """;
    given("MS-R005", body).holds("5m").fails("6m");
    given("MS-R005", body.replace("false", "true")).holds("6m");
    given("MS-R005", body.replace("switch: 10m", "switch: 10m, decision: 1m")).holds("6m");
  }

  @Test
  void addressesAreForgottenInTime() {
    given("MS-R006", "recovery: { failover: { ttl: @@, steps: { propagation: 1m } } }")
        .holds("60s")
        .fails("61s");
    given("MS-R006", "recovery: { failover: { ttl: @@, steps: { switch: 1m } } }").holds("1h");
  }

  @Test
  void restoreFitsIntoTheRecovery() {
    String body =
        "recovery: { rto: 1h, strategy: @@, backup: { of: { db: { restoreTakes: 61m } } } }";
    given("MS-R007", body).fails("restore", "coldStandby").holds("warmStandby", "hotStandby");
    given("MS-R007", body.replace("61m", "1h")).holds("restore");
    given(
            "MS-R008",
            "recovery: { failover: { steps: { restore: @@ } }, backup: { of: { db: { restoreTakes: 1h } } } }")
        .holds("1h")
        .fails("59m");
  }

  @Test
  void failoverTakesWhatItsStepsTake() {
    given("MS-R009", "recovery: { failover: { takes: @@, steps: { detection: 1m, switch: 1m } } }")
        .holds("2m", "1h")
        .fails("119s");
  }

  @Test
  void failureIsDetectedByAnAlert() {
    String body =
        """
        telemetry: { every: 5s }
        alerts:
          slow: { when: fewer than 1 ready, for: 10m, severity: P0, runbook: book, impact: all }
          soon: { when: fewer than 1 ready, for: @@, severity: P1, runbook: book, impact: all }
          late: { when: fewer than 1 ready, for: 1s, severity: P2, runbook: book, impact: all }
        recovery: { failover: { automatic: false, steps: { detection: 1m } } }
        """;
    given("MS-R010", body).holds("55s").fails("56s");
    given("MS-R010", body.replace("false", "true")).holds("5m");
  }

  @Test
  void automaticFailoverIsDecidedByNobody() {
    given("MS-R037", "recovery: { failover: { automatic: true, steps: { decision: @@ } } }")
        .holds("0s")
        .fails("1s");
    given("MS-R037", "recovery: { failover: { automatic: @@, steps: { decision: 1m } } }")
        .holds("false");
    String body =
        """
        health: { readiness: { every: @@, timeout: 1s, failures: 3 } }
        recovery: { failover: { automatic: true, steps: { detection: 30s } } }
        """;
    given("MS-R038", body).holds("10s").fails("11s");
    given("MS-R038", body.replace("true", "false")).holds("11s");
  }

  @Test
  void recoveryKeepsTheTier() {
    String api = ORGANISATION + Checked.service("api", "owner: one\n");
    given("MS-R011", api + "recovery: { tier: 1, @@ }")
        .holds("rpo: 5m, rto: 15m", "rto: 1m")
        .fails("rto: 16m", "rpo: 301s");
    given("MS-R011", api + "tier: 2\nrecovery: { rto: @@ }").holds("30m").fails("31m");
    given("MS-R012", api + "recovery: { tier: 1, @@ }")
        .holds("strategy: hotStandby", "strategy: activeActive", "failover: { automatic: true }")
        .holds("backup: { of: { db: { restoreTest: weekly } } }")
        .fails("strategy: warmStandby", "failover: { automatic: false }")
        .fails("backup: { of: { db: { restoreTest: never } } }")
        .fails("backup: { of: { db: { restoreTest: 31d } } }");
  }

  @Test
  void tierWithoutOrganisationIsUnknown() {
    given("MS-R011", "recovery: { tier: 1, rto: @@ }").holds("9h");
  }

  @Test
  void hotStandbyIsNotRestored() {
    given("MS-R013", "recovery: { strategy: @@, failover: { steps: { restore: 5m } } }")
        .holds("warmStandby", "restore")
        .fails("hotStandby", "activeActive");
    given("MS-R013", "recovery: { strategy: hotStandby, failover: { steps: { restore: @@ } } }")
        .holds("0s");
  }

  @Test
  void backupsOutliveTheTest() {
    given("MS-R014", backup("keep: 30d, restoreTest: @@"))
        .holds("monthly", "weekly")
        .fails("31d", "never");
    given("MS-R014", backup("keep: @@")).holds("1d");
  }

  @Test
  void incrementsReachTheNextFullBackup() {
    given("MS-R015", backup("full: weekly, @@"))
        .holds("keepIncremental: 7d", "keepLog: 8d", "keep: 1d")
        .holds("incremental: daily, keepLog: 24h")
        .fails("keepIncremental: 6d", "keepLog: 167h", "incremental: daily, keepLog: 23h");
    given("MS-R016", backup("full: daily, incremental: @@"))
        .holds("23h", "never")
        .fails("24h", "weekly");
  }

  @Test
  void backupIsFinishedInTime() {
    given("MS-R017", backup("full: daily, takes: @@")).holds("24h").fails("25h");
    given("MS-R017", backup("window: 23:00-01:00 UTC, takes: @@")).holds("2h").fails("121m");
  }

  @Test
  void copiesAreElsewhere() {
    given(
            "MS-R018",
            "recovery: { region: north, survives: @@, backup: { of: { db: { to: north } } } }")
        .holds("zone")
        .fails("region");
    given(
            "MS-R018",
            """
            recovery:
              region: north
              survives: region
              replication: { to: @@ }
              backup: { of: { db: { to: north } } }
            """)
        .holds("west")
        .fails("north");
  }

  @Test
  void zonesThatAreLeftCarryThePeak() {
    given(
            "MS-R019",
            """
            traffic: { typical: 9/s, peak: @@ }
            instances: { min: 2, max: 7, each: { capacity: 100/s } }
            recovery: { survives: zone, zones: 3 }
            """)
        .holds("400/s")
        .fails("401/s");
    given("MS-R020", "instances: { min: @@ }\nrecovery: { survives: zone }").holds("2").fails("1");
    given("MS-R020", "recovery: { survives: zone, zones: @@ }").holds("2").fails("1");
    given("MS-R020", "recovery: { survives: @@ }").holds("instance");
  }

  @Test
  void requiredServiceIsBackInTime() {
    String store = "\n---\n" + Checked.service("store", "recovery: { rto: 1h }");
    String api =
        Checked.service(
            "api",
            "dependencies: { store: { kind: service, timeout: 9ms, required: always } }\n"
                + "recovery: { rto: @@ }");
    given("MS-R021", api + store).holds("1h", "2h").fails("59m");
    given("MS-R021", api.replace("always", "{ for: 50 % }") + store).holds("59m");
  }

  @Test
  void goodBackupIsLeftWhenWrongDataIsFound() {
    given(
            "MS-R022",
            "recovery: { corruptionFoundWithin: 14d, backup: { of: { db: { full: daily, keep: @@ } } } }")
        .holds("15d")
        .fails("14d");
  }

  @Test
  void writesDoNotTimeOutAtTheReplica() {
    String body =
        """
        dependencies: { db: { kind: database, timeout: 100ms } }
        recovery: { replication: { of: db, mode: sync, lag: @@ } }
        """;
    given("MS-R023", body).holds("99ms").fails("100ms");
    given("MS-R023", body.replace("sync", "async")).holds("5s");
  }

  @Test
  void designThatLooksWrongAndIsRightIsSilent() {
    assertThat(
            Checked.codesIn(
                ORGANISATION
                    + Checked.service(
                        "api",
                        """
                        owner: one
                        tier: 2
                        traffic: { typical: 50/s, peak: 100/s }
                        instances: { min: 3, max: 3, each: { capacity: 50/s, startup: 30s } }
                        dependencies: { db: { kind: database, timeout: 100ms } }
                        recovery:
                          tier: 1
                          rpo: 5m
                          rto: 15m
                          strategy: hotStandby
                          survives: region
                          zones: 3
                          region: north
                          corruptionFoundWithin: 28d
                          failover:
                            automatic: true
                            takes: 15m
                            ttl: 1m
                            steps: { detection: 1m, switch: 1m, propagation: 1m, verification: 12m }
                          replication: { of: db, mode: async, lag: 5m, to: west }
                          backup:
                            of:
                              db:
                                full: weekly
                                incremental: daily
                                keep: 35d
                                keepIncremental: 7d
                                takes: 2h
                                window: sat 23:00-01:00 UTC
                                to: north
                                restoreTest: monthly
                                restoreTakes: 9h
                          reliability: { mtbf: 30d, mttd: 1m, mtta: 1m, mttm: 2m, mttr: 3m }
                          drills:
                            kill:
                              in: production
                              fault: instance fails
                              every: weekly
                              window: sun 01:00-02:00 UTC
                              lasts: 59m
                              blast: { instances: 1, share: 33 % }
                              expect: { recovery: 1m, errors: 0 % }
                              abort: { errors: 0 % }
                            away:
                              in: staging
                              fault: failover
                              window: sat 23:00-01:00 UTC
                              lasts: 10m
                              expect: { recovery: 15m, loss: 5m }
                        """)))
        .isEmpty();
  }
}
