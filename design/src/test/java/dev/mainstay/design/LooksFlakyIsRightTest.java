package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LooksFlakyIsRightTest {
  /**
   * Repeated POSTs, a fallback, modes that mask each other, probes and phases that just fit: each
   * looks like the mistake that a check is for, and is none.
   */
  @Test
  void callsModesAndProbesAtTheirLimitsAreSilent() {
    String api =
        Checked.service(
            "api",
            """
            owner: alone
            interface:
              http: { deadline: 1580ms, idempotent: [GET, PUT, DELETE] }
              callers: { mobile: { deadline: 3160ms, attempts: 2 } }
            health:
              startup:
                within: 12s
                every: 2s
                failures: 6
                phases: { configuration: 2s, pools: 4s, prices: 6s }
              liveness: { every: 10s, timeout: 10s, failures: 3 }
              readiness: { every: 1s, timeout: 500ms, failures: 3, checks: { store: 500ms } }
            instances: { min: 2, each: { startup: 12s } }
            dependencies:
              store:
                kind: database
                timeout: 300ms
                connectTimeout: 300ms
                latency: { p50: 20ms, p99: 300ms }
                pool: { size: 10, wait: 300ms }
                breaker: { consecutive: 5, openFor: 5s }
                onFailure: { error: 503, retryAfter: 5s }
              bank:
                kind: externalApi
                required: { for: 20 % }
                timeout: 300ms
                latency: { p50: 50ms, p99: 300ms }
                retry: { attempts: 2, on: [POST], wait: 50ms, maxWait: 50ms, jitter: 50 %, within: 650ms, key: order-id, budget: 20 % }
                breaker: { failures: 50 %, of: 20, openFor: 5s }
                onFailure: failFast
              prices:
                kind: cache
                required: never
                timeout: 30ms
                onFailure: { degrade: list-prices }
                fallback: store
                because: a price of yesterday beats no shop
            degradation:
              list-prices:
                when: prices fails
                keeps: orders at list prices
                loses: [discounts]
                costs: { calls: { store: x2 } }
              bank-slow:
                level: critical
                when: bank slower than 250ms
                leave: { when: bank faster than 249ms, for: 1m }
                keeps: orders paid on account
                overrides: { timeouts: { bank: 300ms } }
            """);

    assertThat(Checked.codesIn(Checked.ORGANISATION, api)).isEmpty();
  }
}
