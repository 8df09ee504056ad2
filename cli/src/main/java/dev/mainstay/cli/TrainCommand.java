package dev.mainstay.cli;

import dev.mainstay.design.DesignReader;
import dev.mainstay.design.DesignResult;
import dev.mainstay.design.Diagnostics;
import dev.mainstay.design.Explanations;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code mainstay train}: runs a server once through what every server does, over what {@code train
 * samples} left behind, or checks designs in which much is wrong, so that the virtual machine can
 * record it for an ahead-of-time cache. The launcher calls it after a build. Each has a cache of
 * its own, because all of a cache is loaded when the virtual machine starts.
 */
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {
  /** Uses most sections, so that most forms of value and most checks have something to do. */
  private static final String FLAWED =
      """
      apiVersion: mainstay/v1
      kind: Service
      name: flawed
      criticality: critical
      summary: Exists to be found wrong
      traffic: { typical: 100/s, peak: 900/s, burst: { rate: 1000/s, for: 10s } }
      interface: { http: { deadline: 1s, idempotent: [GET, PUT], redact: [password] } }
      instances:
        min: 2
        max: 4
        each: { capacity: 200/s, startup: 40s, cpu: 2 cores, memory: 2 GiB, threads: { size: 10 } }
        scale: { cpu: { up: 70 %, down: 65 % }, upAfter: 30s, downAfter: 5m }
      health:
        liveness: { path: /healthz, every: 5s, timeout: 6s, failures: 3 }
        readiness: { path: /readyz, every: 1s, timeout: 500ms, failures: 2, checks: [cache] }
      dependencies:
        postgres:
          kind: database
          required: always
          callsPerRequest: 1.5
          latency: { p50: 2ms, p99: 900ms }
          availability: 99.9 %
          timeout: 500ms
          pool: { size: 2, wait: 400ms }
          maxConnections: 5
          breaker: { failures: 50 %, of: 20, openFor: 2s }
          onFailure: { error: 503, retryAfter: 2s }
        cache: { kind: cache, required: never, timeout: 50ms, onFailure: { degrade: uncached } }
        bank:
          kind: externalApi
          required: { for: 60 % }
          timeout: 500ms
          retry: { attempts: 4, wait: 50ms, factor: 2, jitter: 0 %, within: 4s }
          bulkhead: 1
          limit: 10/s
      degradation:
        uncached: { when: cache fails, keeps: everything, costs: { latency: x1.5, calls: { postgres: x3 } } }
      objectives:
        availability: { of: http, good: status < 500, slo: 99.99 %, sla: 99.995 %, over: 30d, budget: 20m }
        latency: { of: http, good: duration < 250ms, slo: 95 % }
        orders: { good: 'orders_total{status="completed"}', total: orders_total, slo: 99 % }
      alerts:
        slow: { when: rate(orders_total) > 5/s, for: 2h, severity: P0, runbook: slow, impact: all wait }
        budget: { on: objectives, severity: P1, runbook: slow, impact: all wait }
      observability:
        metrics: { orders_total: { type: counter, labels: [status] } }
        retention: { metrics: 7d }
      overload: { memory: { warn: 80 %, shed: 75 %, resume: 85 % }, limits: { global: 9000/s } }
      capacity: { tests: { load: { rate: 100/s, for: 1m } }, headroom: 20 % }
      recovery:
        rpo: 1m
        rto: 1m
        strategy: restore
        backup: { of: { postgres: { full: daily, keep: 35d, restoreTakes: 2h } } }
      """;

  @Parameters(index = "0", paramLabel = "WHAT", description = "samples, server or designs")
  private String what = "";

  @Parameters(
      index = "1",
      paramLabel = "FOLDER",
      description = "Where to work: an empty folder, for server that of samples")
  private Path folder = Path.of(".");

  @Override
  public Integer call() throws IOException {
    switch (what) {
      case "samples" -> new ServerTraining(folder).fill();
      case "server" -> new ServerTraining(folder).serve();
      case "designs" -> check();
      default ->
          throw new ApiException("train: " + what + " (expected: samples, server or designs)");
    }
    return 0;
  }

  private void check() throws IOException {
    Path flawed = Files.createDirectories(folder.resolve("flawed"));
    Path runbooks = Files.createDirectories(flawed.resolve("runbooks"));
    Files.writeString(runbooks.resolve("slow.md"), "# Slow\nSeverity: P2\n1. Wait.\n");
    Path design = Files.writeString(flawed.resolve("flawed.yaml"), FLAWED);
    Main.run("design", "check", design.toString());
    Path misspelt = flawed.resolve("misspelt.yaml");
    Files.writeString(misspelt, FLAWED.replace("timeout: 50ms", "timeOut: 50"));
    Main.run("design", "check", misspelt.toString());
    Main.run("design", "check", company().toString());
    for (String format : List.of("json", "sarif", "github")) {
      Main.run("design", "check", "--format", format, design.toString());
    }
    Main.run("explain", "MS-T001");
    examples();
  }

  /** What all checks look for, so that each has found something once. */
  private static void examples() {
    var surroundings = new Surroundings(Map.of("book", "# Book\n1. Wait.\n"), LocalDate.EPOCH);
    for (String example : Explanations.examples()) {
      DesignResult result =
          DesignReader.read(List.of(new SourceText("example.yaml", example)), surroundings);
      Diagnostics.render(result, true, Terminal.width(), false);
    }
  }

  /** So many services that they are read on all processors. */
  private Path company() throws IOException {
    Path company = Files.createDirectories(folder.resolve("company"));
    for (int i = 0; i < 40; i++) {
      Files.writeString(
          company.resolve(i + ".yaml"), FLAWED.replace("name: flawed", "name: flawed-" + i));
    }
    return company;
  }
}
