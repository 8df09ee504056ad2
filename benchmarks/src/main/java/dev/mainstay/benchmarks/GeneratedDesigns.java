package dev.mainstay.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Designs of a company of many services, as like real ones as a program can write them: ten
 * services to a team, each with a database that its team shares, calls to services before it, and a
 * queue, a cache and a bank that everybody uses. About 5 KB each; every second one holds
 * contradictions. The same count and seed give the same texts. A single service has no
 * organisation.
 */
public final class GeneratedDesigns {
  static final long SEED = 1;

  private static final int TEAM = 10;

  /** Names to the severity that they are written for. */
  private static final Map<String, String> RUNBOOKS =
      Map.of(
          "database-down",
          "P0",
          "error-budget",
          "P1",
          "too-few-instances",
          "P2",
          "partner-down",
          "P2");

  private final int count;
  private final Random random;

  private GeneratedDesigns(int count, long seed) {
    this.count = count;
    random = new Random(seed);
  }

  /** File names to texts, the organisation's first. */
  public static Map<String, String> of(int count, long seed) {
    var generated = new GeneratedDesigns(count, seed);
    Map<String, String> files = new LinkedHashMap<>();
    if (count > 1) {
      files.put("organisation.yaml", generated.organisation());
    }
    for (int i = 0; i < count; i++) {
      files.put(name(i) + ".yaml", generated.service(i));
    }
    return files;
  }

  /** Names to texts. */
  public static Map<String, String> runbooks() {
    Map<String, String> texts = new LinkedHashMap<>();
    RUNBOOKS.forEach((name, severity) -> texts.put(name, RUNBOOK.replace("@severity@", severity)));
    return texts;
  }

  /**
   * Writes the designs of {@code count} services and their runbooks.
   *
   * @param args the folder and the count
   */
  public static void main(String[] args) throws IOException {
    write(Path.of(args[0]), Integer.parseInt(args[1]));
  }

  /** Writes the designs of so many services and their runbooks. */
  static void write(Path folder, int count) throws IOException {
    Path runbooks = Files.createDirectories(folder.resolve("runbooks"));
    for (var file : of(count, SEED).entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    for (var runbook : runbooks().entrySet()) {
      Files.writeString(runbooks.resolve(runbook.getKey() + ".md"), runbook.getValue());
    }
  }

  private static String name(int index) {
    return "service-%05d".formatted(index);
  }

  private static String team(int index) {
    return "team-%04d".formatted(index / TEAM);
  }

  private String organisation() {
    var people = new StringBuilder();
    var teams = new StringBuilder();
    for (int i = 0; i < count; i += TEAM) {
      String team = team(i);
      for (String who : List.of("ana", "ben", "cleo")) {
        people.append("  %s-%s: { email: %s-%s@example.test }\n".formatted(who, team, who, team));
      }
      teams.append(
          "  @: { onCall: { rotation: [ana-@, ben-@], secondary: { rotation: [ben-@, ana-@] } }, escalation: [{ after: 0s, notify: [on-call] }, { after: 5m, notify: [secondary] }, { after: 15m, notify: [cleo-@] }] }\n"
              .replace("@", team));
    }
    return ORGANISATION.replace("@people@", people).replace("@teams@", teams);
  }

  private String service(int index) {
    boolean wrong = index % 2 == 1;
    var callees = new StringBuilder();
    for (int i = 0; i < Math.min(index, 2); i++) {
      String callee = name(index - 1 - i * (1 + random.nextInt(Math.max(1, index / 2))));
      if (callees.indexOf(callee + ":") < 0) {
        callees.append(
            CALLEE.replace("@callee@", callee).replace("@retry@", wrong && odds(3) ? RETRY : ""));
      }
    }
    String alone = SERVICE.replace("owner: @team@\n", "").replace("tier: 1\n", "");
    return (count > 1 ? SERVICE : alone)
        .replace("@callees@", callees)
        .replace("@name@", name(index))
        .replace("@team@", team(index))
        .replace("@min@", wrong && odds(3) ? "1" : "3")
        .replace("@peak@", wrong && odds(3) ? "900/s" : "200/s")
        .replace("@pool@", wrong && odds(2) ? "2" : "15")
        .replace("@deadline@", wrong && odds(3) ? "300ms" : "2500ms")
        .replace("@bankTimeout@", wrong && odds(2) ? "1400ms" : "180ms")
        .replace("@slo@", wrong && odds(2) ? "99.99 %" : "99.9 %")
        .replace("@rpo@", wrong && odds(2) ? "1m" : "5m")
        .replace("@rto@", wrong && odds(2) ? "10m" : "30m")
        .replace("@for@", wrong && odds(3) ? "2h" : "5s")
        .replace("@bake@", wrong && odds(2) ? "5s" : "1m")
        .replace("@resume@", wrong && odds(2) ? "92 %" : "85 %")
        .replace("@port@", String.valueOf(10_000 + index % 50_000));
  }

  /** Once in that many times. */
  private boolean odds(int times) {
    return random.nextInt(times) == 0;
  }

  private static final String RUNBOOK =
      """
      # What to do
      Severity: @severity@
      Last reviewed: 2026-10-01

      1. Look at the dashboard of the service and find out which instances are hurt.
      2. Compare the time with the last deployment; roll back when they agree.
      3. Ask the owner of the dependency, whose name stands in the alert.
      """;

  private static final String ORGANISATION =
      """
      apiVersion: mainstay/v1
      kind: Organisation
      name: generated
      people:
      @people@teams:
      @teams@paging: { groupWait: 300ms }
      smtp: { host: 127.0.0.1, port: 25, from: mainstay@example.test }
      runbooks: { reviewEvery: 180d }
      severities:
        P0: { means: nobody can order, respond: 10m, update: 15m, resolve: 40m }
        P1: { means: many orders fail or are slow, respond: 15m, update: 30m, resolve: 4h }
        P2: { means: a part is missing, respond: 4h, hours: business-days }
      targets: { detect: 2m, acknowledge: 5m, mitigate: 30m, resolve: 4h, betweenFailures: 30d }
      windows:
        business-days: { days: [monday, tuesday, wednesday, thursday], from: 09:00, to: 16:00, zone: Europe/Berlin }
      holidays: [2026-12-25, 2027-01-01]
      environments:
        staging: { approvals: 0 }
        production: { after: staging, approvals: 1, window: business-days }
      retention: { error: 90d, audit: 2555d }
      tiers:
        1: { availability: 99.9 %, rpo: 5m, rto: 30m, strategy: warmStandby, automaticFailover: false, restoreTest: monthly }
      """;

  private static final String CALLEE =
      """
        @callee@:
          kind: service
          required: { for: 10 % }
          callsPerRequest: 0.1
          latency: { p50: 10ms, p99: 120ms }
          timeout: 400ms@retry@
          breaker: { failures: 50 %, of: 20, openFor: 5s }
          bulkhead: 40
          onFailure: { error: 503, retryAfter: 5s }
          because: without it the answer would be wrong
      """;

  private static final String RETRY =
      "\n"
          + "    retry: { attempts: 5, wait: 400ms, factor: 2, jitter: 50 %, within: 1s, key:"
          + " request-id, budget: 10 % }";

  private static final String SERVICE =
      """
      # Generated to be measured; the figures are like those of a shop.
      apiVersion: mainstay/v1
      kind: Service
      name: @name@
      owner: @team@
      criticality: high
      summary: Answers what the other services of the shop ask about its part
      tier: 1

      traffic: { typical: 50/s, peak: @peak@, burst: { rate: 350/s, for: 10s }, growthPerMonth: 2 %, perClient: 5/s, request: 2 KiB, response: 8 KiB }
      interface: { http: { deadline: @deadline@, idempotent: [GET, PUT], redact: [password, authorization] } }

      instances:
        min: @min@
        max: 6
        each:
          capacity: 120/s
          startup: 10s
          cpu: 2 cores
          memory: 2 GiB
          idle: { cpu: 100m cores, memory: 400 MiB }
          busy: { cpu: 1.6 cores, memory: 1.2 GiB }
          threads: { size: 50, queue: 60, wait: 1s, stack: 1 MiB }
        scale:
          cpu: { up: 70 %, down: 30 % }
          upAfter: 30s
          upBy: 50 %
          downAfter: 5m
          downBy: 1
          cooldown: 1m

      telemetry: { path: /metrics, every: 1s, timeout: 800ms }
      health:
        liveness: { path: /healthz, every: 10s, timeout: 1s, failures: 3 }
        readiness: { path: /readyz, every: 2s, timeout: 1s, failures: 2, checks: [database-@team@] }

      dependencies:
        database-@team@:
          kind: database
          required: always
          callsPerRequest: 1.2
          latency: { p50: 3ms, p99: 40ms }
          availability: 99.99 %
          timeout: 250ms
          pool: { size: @pool@, wait: 100ms }
          maxConnections: 1000
          capacity: 5000/s
          breaker: { failures: 50 %, of: 20, openFor: 5s }
          onFailure: { error: 503, retryAfter: 5s }
        cache:
          kind: cache
          required: never
          timeout: 30ms
          onFailure: { degrade: uncached }
          because: a price of yesterday beats no shop
        events:
          kind: queue
          required: never
          callsPerRequest: 0.1
          timeout: 200ms
          onFailure: { degrade: silent }
          because: what was not sent is sent later from the outbox
        bank:
          kind: externalApi
          required: { for: 20 % }
          latency: { p50: 50ms, p99: 150ms }
          timeout: @bankTimeout@
          retry: { attempts: 2, wait: 20ms, factor: 2, jitter: 50 %, within: 390ms, key: order-id, budget: 10 % }
          bulkhead: 30
          onFailure: failFast
      @callees@
      degradation:
        uncached:
          when: cache fails
          keeps: all answers, more slowly
          costs: { latency: x1.5, calls: { database-@team@: x1.3 } }
          signal: { header: true, metric: true }
        silent:
          when: events fails
          keeps: all answers; others hear of it later

      objectives:
        availability: { of: http, good: status < 500, slo: @slo@, sla: 99.5 %, over: 30d, measured: 99.95 %, status: met }
        latency: { of: http, good: p95 < 200ms, sla: p95 < 500ms }
        orders: { good: 'orders_total{status="accepted"}', total: orders_total, slo: 99 %, over: month }
        durability: { of: data, slo: 99.9 % }

      alerts:
        budget-burning: { on: objectives, severity: P1, runbook: error-budget, impact: customers see failing or slow orders }
        database-down: { when: dependency database-@team@ fails, for: @for@, severity: P0, runbook: database-down, impact: nobody can order }
        too-few: { when: fewer than 2 ready, severity: P2, runbook: too-few-instances, impact: one more failure and nobody can order }
        bank-down: { when: dependency bank fails, for: 1m, severity: P2, runbook: partner-down, impact: cards are not charged }

      observability:
        metrics:
          orders_total: { type: counter, kind: business, labels: [status], series: 3, normal: { from: 1, to: 300 } }
        logs: { format: json, level: info, fields: [timestamp, level, message, traceId, orderId], perDay: { info: 4 GB, error: 50 MB }, storage: 200 GB }
        traces: { sample: { errors: 100 %, slow: { above: 1s, share: 100 % }, rest: 10 % }, decide: tail, propagate: w3c }
        dashboards: { orders: { shows: [orders_total], refresh: 10s, over: 24h } }
        retention: { metrics: 31d, traces: 7d, info: 30d, error: 90d, audit: 2555d }

      recovery:
        rpo: @rpo@
        rto: @rto@
        strategy: warmStandby
        survives: zone
        zones: 2
        failover: { automatic: false, takes: 20m, ttl: 1m, steps: { detection: 1m, decision: 5m, start: 5m, switch: 1m, verification: 5m } }
        replication: { of: database-@team@, mode: async, lag: 5s, to: zone-b }
        backup: { of: { database-@team@: { full: daily, log: 5m, keep: 35d, takes: 1h, to: west, restoreTest: monthly, restoreTakes: 20m } } }

      delivery:
        gateway: { port: @port@ }
        process: { command: [java, -jar, '../releases/@name@-${version}.jar'], grace: 10s }
        strategy: { canary: [{ weight: 10 %, bake: @bake@ }, { weight: 50 %, bake: @bake@ }] }
        rollback: { when: [objective availability worse], within: 1m }

      overload:
        memory: { warn: 80 %, shed: 90 %, unready: 95 %, resume: @resume@, retryAfter: 30s }
        limits: { global: 600/s, perClient: 100/s }

      capacity:
        tests: { load: { rate: 380/s, for: 30m, instances: 3, p99: 180ms, day: 2026-10-12 } }
        storage: { database-@team@: { now: 60 GB, growth: 10 GB/month, keep: 365d, limit: 400 GB } }
        headroom: 20 %
        horizon: 180d
        lead: 30d
      """;
}
