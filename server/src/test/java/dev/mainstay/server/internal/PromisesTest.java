package dev.mainstay.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.alerting.AlertingPlan;
import dev.mainstay.design.Alert;
import dev.mainstay.design.DesignReader;
import dev.mainstay.design.Designs;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.Surroundings;
import dev.mainstay.design.slo.OpenSlos;
import dev.mainstay.design.slo.Slo;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromisesTest {
  private static final String DESIGN =
      """
      apiVersion: mainstay/v1
      kind: Service
      name: shop
      summary: Sells
      telemetry: { every: 1s, timeout: 100ms, instances: [127.0.0.1:9] }
      objectives:
        latency: { of: http, good: status < 500, slo: 99.9 %, over: 30d }
      """;
  private static final String WATCHED =
      """
      alerts:
        burning: { on: objectives, severity: P1, runbook: budget, impact: nobody buys }
      """;
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: { name: availability }
      spec:
        service: shop
        indicator: { spec: { ratioMetric: { rawType: success, raw: { metricSource: { spec: { query: x } } } } } }
        timeWindow: [ { duration: 30d, isRolling: true } ]
        budgetingMethod: Occurrences
        objectives: [ { target: 0.99 } ]
      """;
  private static final String POLICY =
      """
        alertPolicies:
          - metadata: { name: ticket }
            spec:
              conditions:
                - spec:
                    severity: ticket
                    condition: { kind: burnrate, op: gt, threshold: 1, lookbackWindow: 1d, alertAfter: 10m }
      """;

  private static List<String> alerts(String design, String slo) {
    Designs designs =
        DesignReader.read(
                List.of(new SourceText("shop.yaml", design)),
                new Surroundings(Map.of("budget", "# Budget"), LocalDate.of(2026, 11, 21)))
            .designs()
            .orElseThrow();
    OpenSlos.Result read = OpenSlos.read(List.of(new SourceText("slo.yaml", slo)));
    assertThat(read.problems()).isEmpty();
    List<Slo> slos = read.slos();
    AlertingPlan plan = Promises.plan(designs, slos);
    return plan.service("shop").orElseThrow().alerts().stream()
        .map(alert -> alert.name() + " " + alert.severity() + " " + alert.pending() + rules(alert))
        .toList();
  }

  private static String rules(Alert alert) {
    return alert.when() instanceof Alert.Condition.BudgetBurns burns ? " " + burns.rules() : "";
  }

  @Test
  void withoutPoliciesAFastBurnPagesAndASlowOneIsATicket() {
    assertThat(alerts(DESIGN, SLO))
        .containsExactly(
            "availability-budget-burns P1 PT0S [fast-burn, quick-burn]",
            "availability-budget-leaks P3 PT0S [steady-burn, slow-burn]");
  }

  @Test
  void policiesTakeTheirPlace() {
    assertThat(alerts(DESIGN, SLO + POLICY))
        .containsExactly("availability-ticket P3 PT10M [ticket]");
  }

  @Test
  void anAlertOfTheDesignOnEveryObjectiveIsEnoughButForPolicies() {
    String design = DESIGN + WATCHED;
    assertThat(alerts(design, SLO)).hasSize(1);
    assertThat(alerts(design, SLO + POLICY))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("availability-ticket");
  }
}
