package dev.mainstay.cli;

import static dev.mainstay.cli.Ran.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DesignCheckSlosTest {
  private static final String DESIGN =
      """
      apiVersion: mainstay/v1
      kind: Service
      name: shop
      summary: Sells
      dependencies:
        bank: { kind: externalApi, timeout: 500ms, availability: 99.5 % }
      objectives:
        orders: { good: 'orders_total{status="ok"}', total: orders_total, slo: 99 %, over: 30d }
      """;
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: { name: orders-good }
      spec:
        service: shop
        indicator:
          metadata: { name: of-orders }
          spec:
            ratioMetric:
              counter: true
              good: { metricSource: { spec: { query: 'sum(rate(orders_total{status="ok"}[5m]))' } } }
              total: { metricSource: { spec: { query: 'sum(rate(orders_total[5m]))' } } }
        timeWindow: [ { duration: 30d, isRolling: true } ]
        budgetingMethod: Occurrences
        objectives: [ { target: 0.99 } ]
        alertPolicies: [ { alertPolicyRef: burns } ]
      ---
      apiVersion: openslo/v1
      kind: AlertPolicy
      metadata: { name: burns }
      spec:
        alertWhenBreaching: true
        conditions:
        - kind: AlertCondition
          metadata: { name: fast }
          spec:
            severity: page
            condition: { kind: burnrate, op: gte, threshold: 2, lookbackWindow: 1h }
      """;

  @TempDir private Path folder;

  @BeforeEach
  void design() throws IOException {
    Files.writeString(folder.resolve("shop.yaml"), DESIGN);
  }

  private Ran check(String slo, String... more) throws IOException {
    Files.writeString(folder.resolve("slo.yaml"), slo);
    String[] args = new String[more.length + 3];
    args[0] = "design";
    args[1] = "check";
    System.arraycopy(more, 0, args, 2, more.length);
    args[args.length - 1] = folder.toString();
    return run(args);
  }

  @Test
  void goodDocumentsAddNothing() throws IOException {
    String before = run("design", "check", folder.toString()).printed();
    Ran ran = check(SLO.substring(0, SLO.indexOf("  alertPolicies")));
    assertThat(ran.printed()).isEqualTo(before);
    assertThat(ran.exitCode()).isZero();
  }

  @Test
  void mistakesAreToldInEveryFormat() throws IOException {
    String bad =
        SLO.replace("duration: 30d", "duraton: 30d").replace("total[5m]))'", "total[5m])'");
    Ran ran = check(bad);
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.printed())
        .contains(
            "error[MS-F004]: unknown key 'duraton'",
            "slo.yaml:13:19",
            "error[MS-F014]",
            "slo.yaml:12:76");
    assertThat(check(bad, "--format", "json").printed()).contains("\"MS-F014\"", "slo.yaml");
    assertThat(check(bad, "--format", "sarif").printed()).contains("\"MS-F004\"", "slo.yaml");
  }

  @Test
  void theSamePromiseWithTwoTargetsIsFound() throws IOException {
    Ran ran = check(SLO.replace("target: 0.99 ", "target: 0.999 "));
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.printed()).contains("orders-good promises 99.9 %", "orders promises 99 %");
  }

  @Test
  void aPromiseThatADependencyCannotKeepIsFoundInTheDocument() throws IOException {
    Ran ran =
        check(
            SLO.replace("target: 0.99 ", "target: 0.999 ")
                .replace("orders_total{status=\"ok\"}", "http_requests_total{code!~\"5..\"}")
                .replace("orders_total[5m]", "http_requests_total[5m]"));
    assertThat(ran.printed())
        .contains(
            "slo 99.9 %, but the required dependencies allow 99.5 %",
            "slo.yaml:15:", "promised by bank");
    assertThat(ran.exitCode()).isZero();
  }

  @Test
  void aNameThatTheDesignHasTooIsAnErrorEvenWhereADesignCannotSayIt() throws IOException {
    String threshold =
        """
        apiVersion: openslo/v1
        kind: SLO
        metadata: { name: orders }
        spec:
          service: shop
          indicator:
            spec: { thresholdMetric: { metricSource: { spec: { query: max(lag) } } } }
          timeWindow: [ { duration: 30d, isRolling: true } ]
          budgetingMethod: Occurrences
          objectives: [ { op: lte, value: 30, target: 0.99 } ]
        """;
    for (String slo : new String[] {threshold, SLO.replace("name: orders-good", "name: orders")}) {
      Ran ran = check(slo);
      assertThat(ran.printed())
          .containsOnlyOnce("orders stands here and in the design (expected: each name once)");
      assertThat(ran.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void documentsAloneAreCheckedByThemselvesAndSayWhatIsNotCompared() throws IOException {
    Files.delete(folder.resolve("shop.yaml"));
    Ran ran = check(SLO);
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.printed())
        .containsOnlyOnce("warning[MS-F012]: no design of the service 'shop': its objective is")
        .contains("slo.yaml:1:1", "mainstay design init", "1 warning");
    assertThat(check(SLO, "--strict").exitCode()).isEqualTo(1);
    assertThat(check(SLO, "--format", "json").printed()).contains("\"MS-F012\"");

    Ran bad = check(SLO.replace("duration: 30d", "duraton: 30d"));
    assertThat(bad.exitCode()).isEqualTo(1);
    assertThat(bad.printed()).contains("error[MS-F004]: unknown key 'duraton'", "slo.yaml:13:19");
  }

  @Test
  void whatNeedsADesignSaysThatThereAreOnlyDocuments() throws IOException {
    Files.delete(folder.resolve("shop.yaml"));
    Files.writeString(folder.resolve("slo.yaml"), SLO);
    Ran ran = run("design", "graph", folder.toString());
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.printed()).contains("slo.yaml: OpenSLO documents only (expected: a design");
  }

  @Test
  void aQueryThatCannotBeCountedIsAnError() throws IOException {
    Ran ran = check(SLO.replace("sum(rate(orders_total[5m]))", "max(orders_total)"));
    assertThat(ran.printed()).contains("max(orders_total) (expected: a sum of counters");
  }
}
