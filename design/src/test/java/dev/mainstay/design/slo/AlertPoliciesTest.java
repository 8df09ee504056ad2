package dev.mainstay.design.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.slo.Slo.BurnLimit;
import dev.mainstay.design.slo.Slo.Comparison;
import dev.mainstay.design.slo.Slo.PolicyAlert;
import dev.mainstay.kernel.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertPoliciesTest {
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: { name: availability }
      spec:
        service: shop
        indicator:
          spec:
            ratioMetric:
              counter: true
              bad: { metricSource: { spec: { query: 'sum(errors_total)' } } }
              total: { metricSource: { spec: { query: 'sum(requests_total)' } } }
        timeWindow: [ { duration: 30d, isRolling: true } ]
        budgetingMethod: Occurrences
        objectives: [ { targetPercent: 99.9 } ]
      """;
  private static final String POLICY =
      """
      ---
      apiVersion: openslo/v1
      kind: AlertPolicy
      metadata: { name: page }
      spec:
        description: customers wait
        alertWhenBreaching: true
        conditions: [ { conditionRef: fast } ]
      ---
      apiVersion: openslo/v1
      kind: AlertCondition
      metadata: { name: fast }
      spec:
        severity: page
        condition: { kind: burnrate, op: gte, threshold: 2.5, lookbackWindow: 1h, alertAfter: 5m }
      """;
  private static final String REFERENCE = "  alertPolicies: [ { alertPolicyRef: page } ]\n";

  private static OpenSlos.Result read(String text) {
    return OpenSlos.read(List.of(new SourceText("slo.yaml", text)));
  }

  private static List<PolicyAlert> alerts(OpenSlos.Result result) {
    return Objects.requireNonNull(result.slos().getFirst().alerts());
  }

  private static PolicyAlert fast(String name) {
    return new PolicyAlert(
        name,
        new BurnLimit(Comparison.AT_LEAST, new BigDecimal("2.5"), Duration.ofHours(1)),
        Duration.ofMinutes(5),
        Severity.P1,
        "customers wait",
        "");
  }

  @Test
  void withoutPoliciesNothingElseIsAskedFor() {
    assertThat(read(SLO).slos().getFirst().alerts()).isNull();
    assertThat(read(SLO + "  alertPolicies: []\n").slos().getFirst().alerts()).isNull();
  }

  @Test
  void aPolicyAndItsConditionAreFoundByTheirNames() {
    OpenSlos.Result result = read(SLO + REFERENCE + POLICY);

    assertThat(result.problems()).isEmpty();
    assertThat(alerts(result)).containsExactly(fast("page/fast"));
  }

  @Test
  void aPolicyAndItsConditionMayStandWhereTheyAreUsed() {
    OpenSlos.Result result =
        read(
            SLO
                + """
                  alertPolicies:
                    - kind: AlertPolicy
                      metadata: { name: page }
                      spec:
                        description: customers wait
                        conditions:
                          - kind: AlertCondition
                            spec:
                              severity: critical
                              condition: { kind: burnrate, op: gte, threshold: 2.5, lookbackWindow: 1h, alertAfter: 5m }
                """
                    .indent(2)
                    .replaceAll("(?m)^    ", "  "));

    assertThat(result.problems()).isEmpty();
    assertThat(alerts(result)).containsExactly(fast("page"));
  }

  @Test
  void missingDataIsAlertedOnWhereAskedForAndBreachingNotWhereNot() {
    OpenSlos.Result result =
        read(
            SLO
                + REFERENCE
                + POLICY.replace(
                    "alertWhenBreaching: true",
                    "alertWhenBreaching: false\n  alertWhenNoData: true"));

    assertThat(result.problems()).isEmpty();
    assertThat(alerts(result))
        .containsExactly(
            new PolicyAlert(
                "page/fast/no-data",
                null,
                Duration.ofMinutes(5),
                Severity.P1,
                "customers wait",
                ""));
  }

  @Test
  void whatIsNoMoreThanInformationAsksForNothing() {
    OpenSlos.Result result =
        read(SLO + REFERENCE + POLICY.replace("severity: page", "severity: info"));

    assertThat(result.problems()).isEmpty();
    assertThat(alerts(result)).isEmpty();
  }

  @Test
  void whatIsNotUsedIsToldAsAWarningAndTheRestHeld() {
    OpenSlos.Result result =
        read(
            SLO
                + REFERENCE
                + POLICY
                    .replace(
                        "alertWhenBreaching: true",
                        "alertWhenResolved: false\n  notificationTargets: [ { targetRef: mail } ]")
                    .replace("severity: page", "severity: spicy")
                + """
                ---
                apiVersion: openslo/v1
                kind: AlertNotificationTarget
                metadata: { name: mail }
                spec: { target: email }
                """);

    assertThat(result.problems())
        .noneMatch(Problem::isError)
        .allMatch(each -> each.place() != null);
    assertThat(result.problems())
        .extracting(Problem::message)
        .anyMatch(text -> text.startsWith("alertWhenResolved: false"))
        .anyMatch(text -> text.startsWith("notificationTargets: not used"))
        .anyMatch(text -> text.contains("\"spicy\" is not known"))
        .hasSize(3);
    assertThat(alerts(result)).extracting(PolicyAlert::severity).containsExactly(Severity.P2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alertPolicyRef: page | alertPolicyRef: pag | alertPolicyRef: pag is in none of the files",
        "conditionRef: fast | conditionRef: slow | conditionRef: slow is in none of the files",
        "kind: burnrate | kind: latency | kind: latency (expected: burnrate)",
        "op: gte | op: eq | op: eq (expected: lte, lt, gte or gt)",
        "threshold: 2.5 | threshold: lots | threshold: lots (expected: a number)",
        "threshold: 2.5 | threshold: -1 | threshold: -1 (expected: a burn rate >= 0)",
        "lookbackWindow: 1h | lookbackWindow: 0m | lookbackWindow: 0m (expected: 1m to 3d)",
        "lookbackWindow: 1h | lookbackWindow: 4d | lookbackWindow: 4d (expected: 1m to 3d)",
        "alertAfter: 5m | alertAfter: soon | alertAfter: soon (expected: 0m to 3d)",
        "alertWhenBreaching: true | alertWhenBreaching: yes! | alertWhenBreaching: yes! (expected: true or false)",
        "conditions: [ { conditionRef: fast } ] | conditions: [] | spec.conditions is missing",
      })
  void mistakesHaveAPlaceAndAReason(String right, String wrong, String message) {
    OpenSlos.Result result = read((SLO + REFERENCE + POLICY).replace(right, wrong));

    assertThat(result.slos()).isEmpty();
    assertThat(result.problems())
        .singleElement()
        .returns(true, Problem::isError)
        .satisfies(problem -> assertThat(problem.message()).startsWith(message))
        .satisfies(problem -> assertThat(problem.place()).isNotNull());
  }

  @Test
  void windowsAndWaitsAreTakenAtTheirLimits() {
    OpenSlos.Result result =
        read(
            SLO
                + REFERENCE
                + POLICY
                    .replace("lookbackWindow: 1h", "lookbackWindow: 3d")
                    .replace("alertAfter: 5m", "alertAfter: 0m"));

    assertThat(result.problems()).isEmpty();
    assertThat(alerts(result)).extracting(PolicyAlert::after).containsExactly(Duration.ZERO);
  }
}
