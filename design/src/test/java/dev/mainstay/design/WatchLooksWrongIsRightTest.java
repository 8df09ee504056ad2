package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Problem;
import org.junit.jupiter.api.Test;

/** Alerts, agreements and telemetry at the edge of every check are silent. */
class WatchLooksWrongIsRightTest {
  private static final String ORGANISATION =
      """
      apiVersion: mainstay/v1
      kind: Organisation
      name: example
      people:
        ana: { webhook: http://127.0.0.1:1/ana, zone: Europe/Berlin }
        ben: { webhook: http://127.0.0.1:1/ben, zone: Europe/Berlin }
        lead: { email: lead@example.test }
      smtp: { host: 127.0.0.1, port: 25, from: mainstay@example.test }
      teams:
        us:
          onCall:
            rotation: [ana, ben]
            every: 7d
            from: 2026-01-05T05:00:00Z
            secondary: { rotation: [ana, ben], every: 7d, from: 2026-01-12T05:00:00Z }
          escalation:
            - { after: 0s, notify: [on-call] }
            - { after: 299s, notify: [secondary] }
            - { after: 1h, notify: [lead, ana] }
      paging: { groupWait: 1s }
      runbooks: { reviewEvery: 1d }
      severities:
        P0: { means: all is down, respond: 5m, update: 301s, resolve: 301s }
        P1: { means: much is down, respond: 5m, update: 301s, resolve: 301s }
        P2: { means: little is down, hours: never-on-fridays }
      windows: { never-on-fridays: { days: [monday], from: 00:00, to: 24:00 } }
      targets: { detect: 131s, acknowledge: 5m, mitigate: 431s, resolve: 431s, betweenFailures: 431s }
      retention: { audit: 30d }
      """;

  private static final String SERVICE =
      """
      owner: us
      criticality: high
      traffic: { typical: 10/s, peak: 20/s }
      instances: { min: 2, max: 4 }
      interface: { http: { deadline: 2s, redact: [card, authorization] } }
      telemetry: { every: 10s }
      dependencies:
        db: { kind: database, timeout: 200ms }
        cache: { kind: cache, timeout: 20ms, required: never, onFailure: { degrade: bare } }
      degradation: { bare: { when: cache fails, keeps: all } }
      objectives: { up: { of: http, good: status < 500, slo: 99.9 %, over: 30d } }
      alerts:
        burning: { on: objectives, severity: P1, runbook: book, impact: users wait }
        # the outage itself is told by the budget
        db-down: { when: dependency db fails, for: 20s, severity: P2, runbook: book, impact: users wait }
        cache-down: { when: dependency cache fails, for: 1h, severity: P2, runbook: book, impact: users wait }
        long: { when: queue > 100, for: 2m, severity: P1, runbook: book, impact: users wait }
        longer: { when: queue > 200, for: 1m, severity: P2, runbook: book, impact: users wait }
        full: { when: "used_ratio{instance=\\"a\\"} > 0.9", severity: P2, runbook: book, impact: users wait }
      observability:
        metrics:
          queue: { type: gauge, normal: { from: 0, to: 100 }, range: { from: 0, to: 201 }, series: 9990 }
          used_ratio: { type: gauge, labels: [user_id], series: 10 }
        logs: { level: warn, fields: [timestamp, shopping_card, requestId], perDay: { warn: 1 GB, audit: 1 GB }, storage: 60 GB }
        traces: { sample: { rest: 5 %, slow: { above: 2s, share: 5 % } }, decide: head }
        dashboards: { all: { shows: [queue, process_cpu_seconds_total], refresh: 10s, over: 60d } }
        journeys: { walk: { steps: [GET /], every: 9s, timeout: 2s, failures: 2, from: [here], severity: P1 } }
        retention: { metrics: 1d, downsampled: 60d, warn: 30d, audit: 30d }
      """;

  private static final String BOOK =
      """
      # Book
      Severity: P1
      Severity: P2
      Last reviewed: 2026-11-20

      1. Look at dependency `db`, not at `bd`; see [above](#book).
      2. `kubectl scale deployment api --replicas=4`
      """;

  @Test
  void designAtTheEdgeOfEveryCheckIsSilent() {
    assertThat(Checked.problemsWith(BOOK, ORGANISATION, Checked.service("api", SERVICE)))
        .filteredOn(problem -> problem.code().matches("MS-[AO].*"))
        .extracting(Problem::message)
        .isEmpty();
  }
}
