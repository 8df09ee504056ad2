package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Calendar;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Organisation.Response;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class OutageWaitsForTheOffice extends Check {
  OutageWaitsForTheOffice() {
    super(
        "MS-A038",
        "an outage that begins after hours and is gone unanswered until the budget is",
        "the longest closed time of severities.NAME.hours x the share of failing "
            + "requests <= (100 % - slo) x over",
        "the failure of Friday evening is answered on Monday, and the month's promise "
            + "is broken by Saturday");
  }

  @Override
  public void check(Service service, Findings findings) {
    Calendar calendar = findings.designs().organisation().calendar();
    for (Alert alert : service.alerts()) {
      double share = Harm.of(alert, service);
      Response response = Paging.response(alert, findings).orElse(null);
      String hours = response == null ? null : response.hours();
      Calendar.Window window = hours == null ? null : calendar.window(hours).orElse(null);
      if (share <= 0 || window == null) {
        continue;
      }
      for (Objective objective : service.objectives()) {
        if (!(objective.sli() instanceof Sli.Availability) || urgently(objective, service)) {
          continue;
        }
        findings.compared();
        Duration gap = window.longestGap();
        double left = objective.slo().complement().asFraction();
        double budget = left * Durations.seconds(objective.over().length());
        double spent = Durations.seconds(gap) * share;
        if (spent > budget + 1e-9) {
          findings
              .warning(
                  "alerts/" + alert.name() + "/severity",
                  "%s is answered within %s only, which is closed for up to %s"
                      .formatted(alert.name(), hours, Paging.format(gap)),
                  "it can fail right after closing time")
              .with(Sources.ORGANISATION, Paging.severityPath(alert) + "/hours", "the hours")
              .with("objectives/" + objective.name() + "/slo", "the budget is what this leaves")
              .sum(
                  "%s x %s = %ss > %s x %s = %ss"
                      .formatted(
                          Paging.format(gap),
                          Numbers.percent(share),
                          Numbers.of(spent),
                          Numbers.percent(left),
                          Paging.format(objective.over().length()),
                          Numbers.of(budget)))
              .fix("give it a severity that is answered round the clock, or promise less");
        }
      }
    }
  }

  private static boolean urgently(Objective objective, Service service) {
    return Paging.urgent(service).stream().anyMatch(alert -> Watched.watches(alert, objective));
  }
}
