package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class ResolveBeyondBudget extends Check {
  ResolveBeyondBudget() {
    super(
        "MS-A014",
        "an incident that keeps its time to resolve and still breaks the promise",
        "(telemetry.every + alerts.NAME.for + severities.NAME.resolve) x the share of "
            + "failing requests <= (100 % - slo) x over",
        "people do all that is asked of them, and the promise for the whole window is "
            + "broken by one incident");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Alert alert : service.alerts()) {
      double share = Harm.of(alert, service);
      Duration resolve =
          Paging.response(alert, findings).map(response -> response.resolve()).orElse(null);
      if (share <= 0 || resolve == null) {
        continue;
      }
      for (Objective objective : service.objectives()) {
        if (!(objective.sli() instanceof Sli.Availability)) {
          continue;
        }
        findings.compared();
        Duration every = service.telemetry().every();
        Duration lasts = every.plus(alert.pending()).plus(resolve);
        double spent = Durations.seconds(lasts) * share;
        double left = objective.slo().complement().asFraction();
        double budget = left * Durations.seconds(objective.over().length());
        if (spent > budget + 1e-9) {
          String path = "objectives/" + objective.name();
          findings
              .warning(
                  "alerts/" + alert.name() + "/severity",
                  "one incident of %s may take %s to resolve, more than %s allows in %s"
                      .formatted(
                          alert.severity(),
                          Paging.format(resolve),
                          objective.name(),
                          Paging.format(objective.over().length())),
                  "an incident lasts as long as it may")
              .with(
                  Sources.ORGANISATION, Paging.severityPath(alert) + "/resolve", "may last so long")
              .with(path + "/slo", "the budget is what this leaves")
              .sum(
                  "(%s + %s + %s) x %s = %ss > %s x %s = %ss"
                      .formatted(
                          Paging.format(every),
                          Paging.format(alert.pending()),
                          Paging.format(resolve),
                          Numbers.percent(share),
                          Numbers.of(spent),
                          Numbers.percent(left),
                          Paging.format(objective.over().length()),
                          Numbers.of(budget)))
              .fix("resolve within %ss, or promise less".formatted(Numbers.of(budget / share)));
        }
      }
    }
  }
}
