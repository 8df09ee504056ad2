package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LooksOverloadedIsRightTest {
  /** Every pool, limit, threshold and test exactly as large as it has to be. */
  @Test
  void planWithoutAnythingToSpareIsSilent() {
    String api =
        Checked.service(
            "api",
            """
            traffic:
              typical: 100/s
              peak: 200/s
              burst: { rate: 400/s, for: 30s }
              growthPerMonth: 10 %
              perClient: 20/s
              request: 1 kB
              response: 25 kB
            interface: { http: { deadline: 2s } }
            instances:
              min: 2
              max: 4
              each:
                capacity: 100/s
                startup: 10s
                cpu: 2 cores
                memory: 2 GiB
                idle: { cpu: 500m cores, memory: 1 GiB }
                busy: { cpu: 1.4 cores, memory: 1400 MiB }
                threads: { size: 11, queue: 100, wait: 1s, stack: 64 MiB }
                network: { in: 1 Mbps, out: 20 Mbps }
              scale:
                cpu: { up: 70 %, down: 35 % }
                upAfter: 19s
                upBy: 100 %
                downAfter: 10s
                downBy: 1
              resize: [memory]
            overload:
              memory: { warn: 69 %, shed: 70 %, unready: 71 %, resume: 51 % }
              limits: { global: 400/s, perClient: 20/s }
            dependencies:
              db:
                kind: database
                callsPerRequest: 0.5
                timeout: 500ms
                latency: { p50: 20ms, p99: 40ms }
                pool: { size: 10, wait: 0s }
                maxConnections: 80
                capacity: 400/s
              notes:
                kind: cache
                required: never
                callsPerRequest: 0.5
                timeout: 50ms
                latency: { p50: 2ms, p99: 40ms }
                bulkhead: 10
                onFailure: { degrade: no-notes }
            degradation:
              no-notes: { when: notes fails, keeps: all, costs: { calls: { db: x1.5 } } }
            capacity:
              tests:
                load: { rate: 200/s, for: 30s, instances: 2, p99: 2s }
                stress: { breaks: 404/s }
                spike: { rate: 400/s, for: 30s }
              storage:
                orders: { now: 60 GB, growth: 10 GB/month, limit: 120 GB, inOneYear: 181 GB }
                logs: { now: 50 GB, growth: 50 GB/month, keep: 30d, limit: 50 GB, inOneYear: 50 GB }
              caches:
                note: { in: notes, saves: db, hitRatio: 50 %, ttl: 5m, staleAtMost: 5m, size: 1 MiB, entries: 1024, entrySize: 1 KiB }
              headroom: 100 %
              horizon: 180d
              growth: x4
            """);
    String web =
        Checked.service(
            "web",
            """
            traffic: { typical: 10/s, peak: 40/s }
            interface: { http: { deadline: 3s } }
            dependencies: { api: { kind: service, timeout: 2s, callsPerRequest: 0.5 } }
            """);

    assertThat(Checked.problems(api, web)).isEmpty();
  }

  /** An autoscaler with a limit made for its maximum, protected by shedding until it has helped. */
  @Test
  void limitForTheMaximumIsRightWhereRequestsAreShed() {
    assertThat(
            Checked.codes(
                """
                traffic: { typical: 1000/s, peak: 4000/s }
                instances:
                  min: 3
                  max: 10
                  each: { capacity: 500/s, startup: 40s }
                  scale: { cpu: { up: 70 %, down: 30 % }, memory: { up: 80 %, down: 40 % }, upAfter: 2m, upBy: 50 %, downBy: 1 }
                overload:
                  cpu: { warn: 85 %, shed: 95 %, resume: 90 % }
                  limits: { global: 5000/s, perClient: 100/s }
                """))
        .isEmpty();
  }
}
