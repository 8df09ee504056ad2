package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mainstay.design.Drill.Fault;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Promise.Good;
import dev.mainstay.design.Promise.Measured;
import dev.mainstay.design.Recovery.Step;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Problem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How promises and recovery are written. */
class PromiseReadingTest {
  private static DesignResult read(String body) {
    return DesignReader.read(
        List.of(new SourceText("api.yaml", Checked.service("api", body))), Checked.SURROUNDINGS);
  }

  private static Service service(String body) {
    DesignResult result = read(body);
    assertThat(result.problems()).isEmpty();
    return result.designs().orElseThrow().services().getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "p95 < 200ms, 95",
    "p50 < 200ms, 50",
    "p999 < 200ms, 99.9",
    "p99.9 < 200ms, 99.9",
    "p9999 < 200ms, 99.99",
  })
  void percentileIsAShareWithinAThreshold(String good, String share) {
    var objective =
        service("objectives: { a: { of: http, good: %s } }".formatted(good))
            .objectives()
            .getFirst();
    assertThat(objective.sli()).isEqualTo(new Sli.Latency(Duration.ofMillis(200)));
    assertThat(objective.slo()).isEqualTo(Percentage.of(share));
  }

  @ParameterizedTest
  @CsvSource({
    "p95 < 200ms, p90 < 500ms, 90 % within 500ms",
    "p95 < 200ms, p90 < 200ms, 90 %",
    "p95 < 200ms, 94 %, 94 %",
    "status < 500, errors < 2 %, 98 %",
  })
  void aContractMayHaveAThresholdOfItsOwn(String good, String sla, String words) {
    String slo = good.startsWith("status") ? ", slo: 99.9 %" : "";
    var objective =
        service("objectives: { a: { of: http, good: %s, sla: %s%s } }".formatted(good, sla, slo))
            .objectives()
            .getFirst();
    assertThat(objective.slaInWords()).isEqualTo(words);
    assertThat(objective.slaWithin() != null).isEqualTo(words.contains("within"));
  }

  @Test
  void anAlertMayWatchSuchAContract() {
    assertThat(
            read("""
            objectives: { fast: { of: http, good: p95 < 200ms, sla: p90 < 500ms } }
            alerts:
              late: { on: [fast-sla], severity: P2, runbook: late, impact: customers wait }
            """)
                .problems())
        .noneMatch(problem -> problem.message().contains("fast-sla"));
  }

  @Test
  void errorsAreTheRestOfTheAvailability() {
    Service service =
        service("objectives: { a: { of: http, good: errors < 0.05 %, measured: 0.08 % } }");
    assertThat(service.objectives().getFirst().sli()).isEqualTo(new Sli.Availability(500));
    assertThat(service.objectives().getFirst().slo()).isEqualTo(Percentage.of("99.95"));
    assertThat(service.promises().stated().getFirst().report().measured())
        .isEqualTo(new Measured.Share(Percentage.of("99.92")));
  }

  @Test
  void whatIsOnlyDeclaredIsNotMeasured() {
    Service service =
        service(
            """
            objectives:
              kept: { of: data, slo: 99.999 % }
              told: { of: events, slo: 99.99 % }
              load: { of: http, good: throughput > 90/m }
              seen: { of: events, good: sent_total, total: made_total, slo: 99 % }
            """);
    assertThat(service.promises().stated()).hasSize(4);
    assertThat(service.promises().stated().getFirst().good()).isEqualTo(new Good.Kept());
    assertThat(service.objectives()).extracting(Objective::name).containsExactly("seen");
  }

  @Test
  void recoveryKeepsWhatIsWritten() {
    Recovery recovery =
        service(
                """
                dependencies: { db: { kind: database, timeout: 9ms } }
                recovery:
                  rpo: 0s
                  failover: { steps: { verification: 5m, detection: 1m } }
                  backup: { of: { db: { full: monthly, log: continuous, restoreTest: never } } }
                  drills:
                    slow: { fault: db slower by 200ms, window: sat 23:00–01:00 UTC }
                """)
            .recovery();
    assertThat(recovery).isNotNull();
    if (recovery != null && recovery.failover() != null) {
      assertThat(recovery.failover().steps().keySet())
          .containsExactly(Step.DETECTION, Step.VERIFICATION);
      assertThat(recovery.backups().getFirst().full()).isEqualTo(Duration.ofDays(30));
      assertThat(recovery.backups().getFirst().log()).isEqualTo(Duration.ZERO);
      assertThat(recovery.backups().getFirst().restoreTest()).isEqualTo(Recovery.Backup.NEVER);
      assertThat(recovery.drills().getFirst().fault())
          .isEqualTo(new Fault.DependencySlower("db", Duration.ofMillis(200)));
      assertThat(recovery.drills().getFirst().window()).hasToString("sat 23:00-01:00 UTC");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "objectives: { a: { of: http, good: p95 < 200 } } | MS-F007",
        "objectives: { a: { of: http, good: errors < 5 } } | MS-F007",
        "objectives: { a: { of: datum, slo: 99 % } } | MS-F007",
        "objectives: { a: { of: data } } | MS-F005",
        "objectives: { a: { of: data, slo: 9 %, status: fine } } | MS-F007",
        "objectives: { a: { of: data, slo: 9 %, excludes: [bank] } } | MS-F009",
        "recovery: { rpo: 5 } | MS-F007",
        "recovery: { failover: { steps: { detect: 5m } } } | MS-F004",
        "recovery: { backup: { of: { db: { full: often } } } } | MS-F007",
        "recovery: { backup: { of: { db: { window: sat 2-4 } } } } | MS-F007",
        "recovery: { drills: { a: { fault: everything } } } | MS-F007",
        "recovery: { drills: { a: { in: production } } } | MS-F005",
        "recovery: { drills: { a: { fault: db fails } } } | MS-F009",
        "recovery: { drills: { a: { fault: restore of db } } } | MS-F009",
        "recovery: { drills: { a: { fault: failover, expect: { mode: slow } } } } | MS-F009",
        "recovery: { replication: { of: db } } | MS-F009",
      })
  void wrongValueIsReported(String body, String code) {
    assertThat(read(body).problems()).extracting(Problem::code).containsExactly(code);
  }

  @Test
  void tierIsOneOfTheOrganisations() {
    String organisation =
        Checked.ORGANISATION + "tiers: { 1: { rto: 15m }, background: { rto: 4h } }\n";
    DesignResult result =
        DesignReader.read(
            List.of(
                new SourceText("organisation.yaml", organisation),
                new SourceText(
                    "api.yaml",
                    Checked.service(
                        "api", "owner: both\ntier: gold\nrecovery: { tier: backgrund }"))),
            Checked.SURROUNDINGS);
    assertThat(result.problems())
        .extracting(Problem::code, Problem::fix)
        .contains(
            tuple("MS-F009", "known: 1, background"),
            tuple("MS-F009", "did you mean `background`?"));
  }
}
