package dev.mainstay.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.alerting.AlertingPlan;
import dev.mainstay.design.Alert;
import dev.mainstay.design.DesignReader;
import dev.mainstay.design.DesignResult;
import dev.mainstay.design.Designs;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.Surroundings;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ResponsePlanTest {
  private static final String ORGANISATION =
      """
      apiVersion: mainstay/v1
      kind: Organisation
      name: example
      people:
        ana: { webhook: http://127.0.0.1:9/ana, email: ana@example.test }
        ben: { email: ben@example.test }
      teams:
        payments:
          onCall: { rotation: [ana, ben], every: 7d, from: 2026-01-05T09:00:00Z }
          escalation:
            - { after: 0s, notify: [on-call] }
            - { after: 30s, notify: [next-on-call] }
      paging: { groupWait: 300ms }
      smtp: { host: 127.0.0.1, port: 25, from: mainstay@example.test }
      """;

  private static final String SERVICE =
      """
      apiVersion: mainstay/v1
      kind: Service
      name: fraud-api
      owner: payments
      criticality: standard
      summary: Scores a payment's risk of fraud
      traffic: { typical: 40/s, peak: 120/s }
      interface: { http: { deadline: 120ms } }
      instances: { min: 1, max: 2, each: { capacity: 300/s, startup: 8s } }
      telemetry: { every: 1s, timeout: 800ms }
      alerts:
        too-few-instances:
          when: fewer than 1 ready
          for: 15s
          severity: P2
          runbook: too-few
          impact: nobody scores
      """;

  private static Designs designs() {
    DesignResult read =
        DesignReader.read(
            List.of(
                new SourceText("organisation.yaml", ORGANISATION),
                new SourceText("fraud-api.yaml", SERVICE)),
            new Surroundings(Map.of("too-few", "# Too few\n"), LocalDate.of(2026, 11, 21)));
    return read.designs().orElseThrow(() -> new AssertionError(read.problems().toString()));
  }

  @Test
  void theOwnersPolicyAndEverybodysAddressesComeFromTheDesigns() {
    ResponsePlan plan = ResponsePlan.of(designs());

    ResponsePlan.Team team = Objects.requireNonNull(plan.teamOf("fraud-api"));
    assertThat(team.name()).isEqualTo("payments");
    assertThat(team.escalation())
        .extracting(step -> step.after() + " " + step.targets())
        .containsExactly("PT0S [on-call]", "PT30S [next-on-call]");
    assertThat(plan.people().get("ana"))
        .extracting(Address::toString)
        .containsExactlyInAnyOrder("WEBHOOK http://127.0.0.1:9/***", "EMAIL ana@example.test");
    assertThat(plan.pacing().firstPage()).isEqualTo(Duration.ofMillis(2_300));
    assertThat(plan.teamOf("unknown")).isNull();
    assertThat(plan.answering("unknown", "payments")).isEqualTo(team);
    assertThat(plan.answering("unknown", "")).isEqualTo(team);
    assertThat(plan.answering("fraud-api", "nobody")).isEqualTo(team);
  }

  @Test
  void theRulesComeFromTheDesigns() {
    AlertingPlan plan = AlertingPlan.of(designs());

    AlertingPlan.ServiceRules rules = plan.service("fraud-api").orElseThrow();
    assertThat(plan.groupWait()).isEqualTo(Duration.ofMillis(300));
    assertThat(rules.hold()).isEqualTo(Duration.ofSeconds(2));
    assertThat(rules.freshFor()).isEqualTo(Duration.ofSeconds(3));
    assertThat(rules.warmUp()).isEqualTo(Duration.ofSeconds(11));
    assertThat(rules.alerts())
        .extracting(Alert::when)
        .containsExactly(new Alert.Condition.TooFewReady(1));
  }
}
