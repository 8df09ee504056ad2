package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.Objective.Sli;
import dev.mainstay.kernel.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BesideTest {
  private static final String SERVICE =
      Checked.service(
          "shop-api",
          """
          objectives:
            orders: { good: 'orders_total{status="ok"}', total: orders_total, slo: 99.5 %, over: 30d }
          """);

  private static String slo(String name, String service, String target, String good) {
    return """
    apiVersion: openslo/v1
    kind: SLO
    metadata: { name: %s }
    spec:
      service: %s
      indicator:
        metadata: { name: of-%s }
        spec:
          ratioMetric:
            counter: true
            good: { metricSource: { type: Prometheus, spec: { query: 'sum(rate(%s[5m]))' } } }
            total: { metricSource: { type: Prometheus, spec: { query: 'sum(rate(orders_total[5m]))' } } }
      timeWindow: [{ duration: 30d, isRolling: true }]
      budgetingMethod: Occurrences
      objectives:
      - target: %s
    """
        .formatted(name, service, name, good, target);
  }

  private static final String OK = "orders_total{status=\"ok\"}";

  private static DesignResult read(String... texts) {
    var sources = new java.util.ArrayList<SourceText>();
    for (int i = 0; i < texts.length; i++) {
      sources.add(new SourceText("file" + i + ".yaml", texts[i]));
    }
    return DesignReader.read(
        sources, new Surroundings(Map.of("book", Checked.BOOK), Checked.TODAY));
  }

  private static List<String> told(DesignResult result) {
    return result.problems().stream()
        .filter(problem -> problem.code().startsWith("MS-F"))
        .map(problem -> problem.code() + " " + problem.place() + " " + problem.message())
        .toList();
  }

  @Test
  void aPromiseStatedInBothWithDifferentNumbersIsFound() {
    DesignResult result = read(SERVICE, slo("orders-good", "shop-api", "0.999", OK));
    Problem found = result.problems().stream().filter(Problem::isError).findFirst().orElseThrow();
    assertThat(found.message()).contains("orders-good promises 99.9 %", "orders promises 99.5 %");
    List<String> places =
        List.of(String.valueOf(found.place()), String.valueOf(found.related().getFirst().place()));
    assertThat(places).containsExactlyInAnyOrder("file1.yaml:16:5", "file0.yaml:6:74");
    assertThat(told(result)).isEmpty();
  }

  @Test
  void anObjectiveOfTwoCountersIsMeasured() {
    DesignResult result =
        read(Checked.service("shop-api", ""), slo("orders-good", "shop-api", "0.999", OK));
    assertThat(result.hasErrors()).isFalse();
    Objective objective =
        result.designs().orElseThrow().services().getFirst().objectives().getFirst();
    assertThat(objective.name()).isEqualTo("orders-good");
    assertThat(objective.sli()).isInstanceOf(Sli.Ratio.class);
    assertThat(told(result)).isEmpty();
  }

  @Test
  void anObjectiveCountedFromSomethingElseIsOnlyDeclared() {
    DesignResult result =
        read(
            Checked.service("shop-api", ""),
            slo("up", "shop-api", "0.999", "orders_total{code!~\"5..\"}"));
    Service service = result.designs().orElseThrow().services().getFirst();
    assertThat(service.objectives()).isEmpty();
    assertThat(service.promises().stated()).hasSize(1);
    assertThat(told(result))
        .containsExactly(
            "MS-F012 file1.yaml:1:1 objective up: counted from http_server_requests_total"
                + " instead of orders_total");
  }

  @Test
  void theSameNameInBothIsAnError() {
    DesignResult result = read(SERVICE, slo("orders", "shop-api", "0.995", OK));
    assertThat(told(result))
        .containsExactly(
            "MS-F002 file1.yaml:1:1 objectives: orders stands here and in the design (expected: each"
                + " name once)");
  }

  @Test
  void aServiceWithoutADesignIsToldOnce() {
    String text = slo("one", "shop-apy", "0.9", OK) + "---\n" + slo("two", "shop-apy", "0.9", OK);
    DesignResult result = read(SERVICE, text);
    assertThat(result.hasErrors()).isFalse();
    assertThat(told(result))
        .containsExactly(
            "MS-F012 file1.yaml:1:1 no design of the service 'shop-apy': what the file says of it is"
                + " not checked");
    assertThat(result.problems().getFirst().fix()).isEqualTo("did you mean `shop-api`?");
  }

  @Test
  void whatADesignCannotSayIsToldOnceForEachFile() {
    String others =
        """
        apiVersion: openslo/v1
        kind: Service
        metadata: { name: shop-api }
        spec: { description: Sells }
        ---
        apiVersion: openslo/v1
        kind: DataSource
        metadata: { name: main }
        spec: { type: Prometheus }
        ---
        apiVersion: openslo/v1
        kind: AlertNotificationTarget
        metadata: { name: chat }
        spec: { target: slack }
        """;
    DesignResult result = read(SERVICE, others);
    assertThat(result.hasErrors()).isFalse();
    assertThat(told(result))
        .containsExactly("MS-F012 file1.yaml:6:1 not carried over: DataSource main; and 1 more");
  }

  @Test
  void alertsOfRuleFilesAreCheckedAndNotRun() {
    String rules =
        """
        groups:
        - name: shop
          rules:
          - alert: Below
            expr: sum(rate(orders_total[5m])) < 0
            labels: { service: shop-api, severity: P1 }
            annotations: { runbook: book, impact: nobody can buy }
          - alert: Bare
            expr: sum(queue_length) > 100
            for: 5m
            labels: { service: shop-api }
          - alert: Odd
            expr: absent(up)
        """;
    DesignResult result = read(SERVICE, rules);
    assertThat(result.read().orElseThrow().services().getFirst().alerts()).isEmpty();
    assertThat(told(result))
        .containsExactly(
            "MS-F012 file1.yaml:8:5 alert Bare: severity (none) became P2",
            "MS-F012 file1.yaml:8:5 alert bare: names no runbook; bare is one to be written",
            "MS-F012 file1.yaml:8:5 alert Bare: does not say who is hurt",
            "MS-F012 file1.yaml:12:5 alert Odd: not carried over: a design compares one metric's sum"
                + " or rate with a number");
    assertThat(result.problems())
        .filteredOn(problem -> !problem.code().startsWith("MS-F"))
        .anySatisfy(
            problem -> assertThat(String.valueOf(problem.place())).startsWith("file1.yaml:6:"));
  }

  @Test
  void documentsOfBothKindsMayShareAFile() {
    DesignResult result =
        read(
            Checked.service("shop-api", "")
                + "---\n"
                + slo("orders-good", "shop-api", "0.999", OK)
                + "---\ngroups: []\n");
    assertThat(told(result)).isEmpty();
    assertThat(result.designs().orElseThrow().services().getFirst().objectives()).hasSize(1);
  }

  @Test
  void anUnknownFormatStaysAnError() {
    assertThat(read(SERVICE, "apiVersion: apps/v1\nkind: Deployment\nname: x\n").hasErrors())
        .isTrue();
  }
}
