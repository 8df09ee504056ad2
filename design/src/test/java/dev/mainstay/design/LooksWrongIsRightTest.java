package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LooksWrongIsRightTest {
  @Test
  void designAtTheEdgeOfEveryCheckIsSilent() {
    String api =
        Checked.service(
            "api",
            """
            owner: alone
            criticality: critical
            traffic: { typical: 50/s, peak: 100/s, burst: { rate: 100/s, for: 1s } }
            interface: { http: { deadline: 1150ms } }
            instances: { min: 2, max: 2, each: { capacity: 50/s, startup: 1s } }
            telemetry: { every: 1s, timeout: 1s }
            health:
              liveness: { every: 1s, timeout: 1s }
              readiness: { every: 500ms, timeout: 500ms, checks: [store] }
            dependencies:
              store:
                kind: database
                required: { for: 100 % }
                timeout: 500ms
                latency: { p50: 100ms, p99: 100ms }
                availability: 99 %
                pool: { size: 7, wait: 0s }
                breaker: { openFor: 1s }
                onFailure: { error: 500, retryAfter: 1s }
              other:
                kind: service
                required: never
                timeout: 300ms
                retry: { attempts: 2, wait: 50ms, jitter: 0.1 %, within: 650ms, key: id, budget: 0 % }
                breaker: { openFor: 1s }
                bulkhead: 15
                latency: { p50: 300ms, p99: 300ms }
                onFailure: { degrade: bare }
                because: it only decorates
            degradation:
              bare: { when: other fails, keeps: all, costs: { calls: { store: x1.4 } } }
            objectives:
              up: { of: http, good: status < 500, slo: 99 %, sla: 98.999 % }
              fast: { of: http, good: duration < 100ms, slo: 60 % }
            alerts:
              burning: { on: [up, fast], severity: P0, runbook: book, impact: users wait }
              few: { when: fewer than 2 ready, severity: P2, runbook: book, impact: users wait }
            delivery:
              gateway: { port: 8080 }
              process: { command: [run], grace: 1150ms }
              strategy: { canary: [{ weight: 10 %, bake: 2s }, { weight: 50 %, bake: 10s }] }
              rollback: { when: [objective up worse], within: 2150ms }
            """);
    String other =
        Checked.service(
            "other",
            """
            owner: alone
            traffic: { typical: 10/s, peak: 100/s }
            interface: { http: { deadline: 300ms } }
            instances: { each: { capacity: 100/s } }
            """);

    assertThat(Checked.codesIn(Checked.ORGANISATION, api, other)).isEmpty();
  }
}
