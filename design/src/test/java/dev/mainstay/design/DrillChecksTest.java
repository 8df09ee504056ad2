package dev.mainstay.design;

import static dev.mainstay.design.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class DrillChecksTest {
  private static String drill(String keys) {
    return "recovery: { drills: { d: { %s } } }\n".formatted(keys);
  }

  @Test
  void hoursOverlapOverMidnightAndTheWeek() {
    var night = new Hours(null, LocalTime.of(23, 0), LocalTime.of(1, 0));
    var sunday = new Hours(DayOfWeek.SUNDAY, LocalTime.of(23, 30), LocalTime.of(0, 30));
    var monday = new Hours(DayOfWeek.MONDAY, LocalTime.of(0, 0), LocalTime.of(2, 0));
    var later = new Hours(DayOfWeek.MONDAY, LocalTime.of(1, 0), LocalTime.of(2, 0));

    assertThat(night.length()).isEqualTo(Duration.ofHours(2));
    assertThat(night.overlaps(monday)).isTrue();
    assertThat(sunday.overlaps(monday)).isTrue();
    assertThat(monday.overlaps(sunday)).isTrue();
    assertThat(night.overlaps(later)).isFalse();
    assertThat(later.overlaps(night)).isFalse();
    assertThat(sunday).hasToString("sun 23:30-00:30 UTC");
  }

  @Test
  void drillDoesNotMeetTheBackup() {
    String body =
        """
        recovery:
          backup: { of: { db: { window: 02:00-03:00 UTC } } }
          drills: { d: { in: production, fault: instance fails, window: @@ } }
        """;
    given("MS-R024", body)
        .holds("sat 03:00-04:00 UTC", "00:30-02:00 UTC")
        .fails("sat 02:59-04:00 UTC", "sun 23:00-02:01 UTC");
    given("MS-R024", body.replace("production", "staging")).holds("sat 02:00-04:00 UTC");
  }

  @Test
  void drillFitsIntoItsWindow() {
    given("MS-R025", drill("fault: zone fails, window: 02:00-03:00 UTC, lasts: 45m, @@"))
        .holds("expect: { recovery: 15m }", "every: weekly")
        .fails("expect: { recovery: 16m }");
    given(
            "MS-R025",
            """
            recovery:
              backup: { of: { db: { restoreTakes: @@ } } }
              drills: { d: { fault: restore of db, window: 02:00-03:00 UTC } }
            """)
        .holds("1h")
        .fails("61m");
  }

  @Test
  void instanceComesBackNoSoonerThanItStarts() {
    String body = "instances: { each: { startup: 40s } }\n";
    given("MS-R026", body + drill("fault: instance fails, expect: { recovery: @@ }"))
        .holds("40s")
        .fails("39s");
    given("MS-R026", drill("fault: instance fails, expect: { recovery: @@ }")).holds("1s");
    given("MS-R026", body + drill("fault: zone fails, expect: { recovery: @@ }")).holds("1s");
  }

  @Test
  void blastIsCountedRight() {
    String body = "instances: { min: 4, max: 10 }\n";
    given("MS-R027", body + drill("fault: instance fails, blast: { instances: 1, share: @@ }"))
        .holds("10 %", "25 %", "9 %", "26 %")
        .fails("8.9 %", "26.1 %");
    given("MS-R027", drill("fault: instance fails, blast: { instances: 1, share: @@ }"))
        .holds("1 %");
  }

  @Test
  void instancesThatAreLeftCarryTheLoad() {
    String body =
        """
        traffic: { typical: @@, peak: 900/s }
        instances: { min: 3, max: 9, each: { capacity: 100/s } }
        """;
    given("MS-R028", body + drill("in: production, fault: instance fails, blast: { instances: 1 }"))
        .holds("200/s")
        .fails("201/s");
    given("MS-R028", body + drill("in: staging, fault: instance fails, blast: { instances: 3 }"))
        .holds("201/s");
  }

  @Test
  void drillsLeaveTheBudgetWhole() {
    // 0.1 % of 28d: 40.32m; four runs of an hour with 16.8 % spend it
    String body =
        "objectives: { a: { of: http, good: status < 500, slo: 99.9 %, over: 28d } }\n"
            + drill(
                "in: production, fault: instance fails, every: weekly, lasts: 1h, expect: { errors: @@ }");
    var given = given("MS-R029", body);
    given.holds("16.8 %").fails("16.9 %");
    assertThat(given.sum("20 %"))
        .isEqualTo("20 % x 1h x 4 = 48m > (100 % - 99.9 %) x 28d = 40.32m");
    given("MS-R029", body.replace("production", "staging")).holds("20 %");
    given("MS-R029", body.replace("@@", "20 %, errorsFor: @@")).holds("50m").fails("51m");
  }

  @Test
  void abortComesAfterWhatIsExpected() {
    given("MS-R030", drill("fault: instance fails, expect: { errors: 1 % }, abort: { errors: @@ }"))
        .holds("1 %", "5 %")
        .fails("0.9 %");
  }

  @Test
  void errorsAreAtLeastTheRequiredShare() {
    String body =
        "dependencies: { db: { kind: database, timeout: 9ms, required: { for: 30 % } } }\n";
    given("MS-R031", body + drill("fault: db fails, expect: { errors: @@ }"))
        .holds("30 %")
        .fails("29 %");
    given("MS-R031", body + drill("fault: db slower by 1s, expect: { errors: @@ }")).holds("1 %");
    given(
            "MS-R031",
            """
            dependencies: { db: { kind: cache, timeout: 9ms, required: never, onFailure: { degrade: m } } }
            degradation: { m: { when: db fails, keeps: all } }
            """
                + drill("fault: db fails, expect: { errors: @@ }"))
        .holds("0 %");
  }

  @Test
  void breakerSeesTheFault() {
    String body =
        """
        dependencies:
          db:
            kind: database
            timeout: 500ms
            latency: { p50: 4ms, p99: 100ms }
            breaker: { failures: 50 %, of: 20, openFor: 5s }
        """;
    String expected = drill("fault: db @@, expect: { breakerOpens: true }");
    given("MS-R032", body + expected).holds("slower by 401ms", "fails").fails("slower by 400ms");
    given("MS-R032", body.replaceAll(" *breaker:.*\n", "") + expected).fails("fails");
    given("MS-R032", body.replaceAll(" *latency:.*\n", "") + expected).holds("slower by 1ms");
  }

  @Test
  void modeBelongsToTheFault() {
    given(
            "MS-R033",
            """
            dependencies:
              a: { kind: cache, timeout: 9ms, required: never, onFailure: { degrade: m } }
              b: { kind: database, timeout: 9ms }
            degradation: { m: { when: a fails, keeps: all } }
            """
                + drill("fault: @@, expect: { mode: m }"))
        .holds("a fails", "instance fails")
        .fails("b fails");
  }

  @Test
  void lossAndRecoveryAreThoseOfThePlan() {
    given(
            "MS-R034",
            """
            recovery:
              replication: { mode: async, lag: 5s }
              drills: { d: { fault: failover, expect: { loss: @@ } } }
            """)
        .holds("5s")
        .fails("4s");
    given(
            "MS-R035",
            """
            recovery:
              failover: { takes: 9m, steps: { detection: 1m, switch: 1m } }
              drills: { d: { fault: failover, expect: { recovery: @@ } } }
            """)
        .holds("2m")
        .fails("119s");
    given(
            "MS-R035",
            """
            recovery:
              failover: { takes: 2m }
              drills: { d: { fault: failover, expect: { recovery: @@ } } }
            """)
        .holds("2m")
        .fails("30s");
    given(
            "MS-R036",
            "recovery: { rto: 15m, rpo: 5m, drills: { d: { fault: region fails, expect: { @@ } } } }")
        .holds("recovery: 15m", "loss: 5m")
        .fails("recovery: 16m", "loss: 6m");
    given(
            "MS-R036",
            "recovery: { rto: 15m, drills: { d: { fault: instance fails, expect: { @@ } } } }")
        .holds("recovery: 16m");
  }
}
