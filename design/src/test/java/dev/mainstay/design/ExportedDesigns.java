package dev.mainstay.design;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Designs that exports are tried with: the reference system's, and one with all that can be said.
 */
final class ExportedDesigns {
  /** Odd values on purpose: parts of seconds, secrets, calendar months, braces and quotes. */
  static final String ODD =
      """
      apiVersion: mainstay/v1
      kind: Service
      name: odd-api
      owner: both
      criticality: high
      summary: "Says: {{ hello }}, \\"yes\\" # no comment"
      traffic: { typical: 10/s, peak: 30/s }
      interface: { http: { deadline: 2500ms } }
      instances:
        min: 2
        max: 4
        each: { cpu: 1.5 cores, memory: 768 MiB, capacity: 20/s, startup: 1500ms }
        scale: { cpu: { up: 70.5 %, down: 30 % }, requests: { up: 75 % }, upAfter: 1500ms, upBy: 50 %, downAfter: 2h, downBy: 1, cooldown: 1m }
        resize: [memory]
      telemetry: { every: 1500ms, timeout: 700ms, instances: [127.0.0.1:9100, 127.0.0.1:9101] }
      health:
        liveness: { every: 2500ms, timeout: 300ms, failures: 3 }
        readiness: { every: 1500ms, timeout: 700ms, failures: 2, checks: [orders] }
      dependencies:
        orders:
          kind: database
          timeout: 250ms
          pool: { size: 10, wait: 100ms }
          breaker: { failures: 50 %, of: 20, openFor: 1500ms }
        bank:
          kind: externalApi
          required: { for: 20 % }
          timeout: 400ms
          retry: { attempts: 2, wait: 50ms, within: 1s, key: order-id }
          bulkhead: 30
          onFailure: { error: 503, retryAfter: 5s }
          because: without the bank no order can be paid
      objectives:
        availability: { of: http, good: status < 429, slo: 99.95 %, sla: 99.9 %, over: month }
        latency: { of: http, good: duration < 1s, slo: 95 %, over: 7d }
        orders:
          good: orders_total{status="accepted"}
          total: orders_total
          slo: 99 %
          over: 36h
      alerts:
        burning: { on: objectives, severity: P1, runbook: book, impact: "customers see {{failures}}: 100 %" }
        orders-down: { when: dependency orders fails, for: 500ms, severity: P0, runbook: book, impact: nobody can order }
        too-few: { when: fewer than 2 ready, for: 15s, severity: P2, runbook: book, impact: one more failure is too many }
        many-errors: { when: 'rate(http_server_requests_total{status="500"}) > 5/s', for: 1m, severity: P2, runbook: book, impact: errors }
        queue-long: { when: 'queue_length{queue="o\\"r"} > 100', for: 1m, severity: P3, runbook: book, impact: waits }
      delivery:
        version: 1.2.3
        gateway: { port: 8500 }
        process:
          command: [java, -jar, "a-${version}.jar"]
          env: { BANK_TOKEN: "hush", BANK_URL: "http://user:hush@bank:80", MODE: "on", RATE: "10" }
          grace: 1500ms
        strategy: { canary: [{ weight: 2.5 %, bake: 90s }, { weight: 50 %, bake: 5m }] }
        rollback: { when: [objective availability worse], within: 1m }
      """;

  private ExportedDesigns() {}

  static Designs reference() {
    return DesignReader.read(Examples.sources(), Examples.surroundings()).designs().orElseThrow();
  }

  static Designs odd() {
    return read(ODD);
  }

  static Designs read(String... services) {
    var sources =
        Stream.concat(
                Stream.of(new SourceText("organisation.yaml", ORGANISATION)),
                Stream.of(services).map(text -> new SourceText("service.yaml", text)))
            .toList();
    DesignResult result =
        DesignReader.read(sources, new Surroundings(Map.of("book", "# Book\n"), Checked.TODAY));
    return result
        .read()
        .orElseThrow(() -> new AssertionError("the form is wrong: " + result.problems()));
  }

  static List<Designs> all() {
    return List.of(reference(), odd());
  }

  private static final String ORGANISATION =
      """
      apiVersion: mainstay/v1
      kind: Organisation
      name: example
      people:
        ana: { webhook: "http://127.0.0.1:1/ana", email: ana@example.test }
        ben: { webhook: "https://ben:hush@pager.test/x?token=hush", email: ben@example.test }
      teams:
        both: { onCall: { rotation: [ana, ben] }, escalation: [{ after: 0s, notify: [on-call] }, { after: 10m, notify: [next-on-call] }] }
      smtp: { host: mail.test, port: 25, from: mainstay@example.test }
      """;
}
