package dev.mainstay.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.alerting.RuleOrigin;
import dev.mainstay.design.Alert.Severity;
import dev.mainstay.response.Incident;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IncidentPagesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private static Incident incident(
      Severity severity, Incident.Phase phase, @Nullable RuleOrigin origin) {
    return new Incident(
        "INC-1",
        "shop",
        "web",
        severity,
        "more than 10 req/s",
        phase,
        null,
        new Incident.Timestamps(null, NOW, null, null, null, null),
        List.of(new Incident.IncidentAlert("Busy", severity, "", "", "", NOW, NOW, null, origin)),
        null,
        new Incident.Escalation(List.of()),
        List.of(),
        List.of());
  }

  private static final RuleOrigin RULE =
      new RuleOrigin("rules.yaml", "g", "rules.yaml:7:5", 1, Map.of(), Map.of(), "");

  @Test
  void aRulesWarningDoesNotSayThatUsersAreHurt() {
    assertThat(IncidentPages.sentence(incident(Severity.P3, Incident.Phase.OPEN, RULE)))
        .isEqualTo("more than 10 req/s; whether users are hurt is not known; nobody has taken it.");
    assertThat(IncidentPages.sentence(incident(Severity.P3, Incident.Phase.MITIGATED, RULE)))
        .isEqualTo("more than 10 req/s; it is mitigated; nobody has taken it.");
  }

  @Test
  void aPageAndADesignsAlertDo() {
    assertThat(IncidentPages.sentence(incident(Severity.P1, Incident.Phase.OPEN, RULE)))
        .isEqualTo("more than 10 req/s; users are hurt and nobody has taken it.");
    assertThat(IncidentPages.sentence(incident(Severity.P3, Incident.Phase.OPEN, null)))
        .isEqualTo("more than 10 req/s; users are hurt and nobody has taken it.");
  }
}
