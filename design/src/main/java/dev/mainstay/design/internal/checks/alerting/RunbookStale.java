package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Runbook;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;

final class RunbookStale extends Check {
  RunbookStale() {
    super(
        "MS-A035",
        "a runbook whose review is overdue",
        "the last review of a runbook + its interval, or runbooks.reviewEvery, >= today",
        "its commands are those of last year's system, and somebody types them into "
            + "this year's");
  }

  @Override
  public void check(Service service, Findings findings) {
    Set<String> seen = new HashSet<>();
    for (Alert alert : service.alerts()) {
      Runbook runbook = findings.book(alert.runbook()).orElse(null);
      if (runbook == null
          || !findings.facts().isFirstReader(alert.runbook(), service)
          || !seen.add(alert.runbook())) {
        continue;
      }

      LocalDate reviewed = runbook.reviewed().orElse(null);
      Duration agreed = findings.designs().organisation().reviewEvery();
      Duration every = runbook.reviewEvery().orElse(agreed);
      if (reviewed == null || every == null) {
        findings.unknown(reviewed == null ? "the runbook's last review" : "runbooks/reviewEvery");
        continue;
      }
      findings.compared();
      LocalDate due = reviewed.plusDays(every.toDays());
      if (due.isBefore(findings.today())) {
        findings
            .error(
                "alerts/" + alert.name() + "/runbook",
                "runbooks/%s.md was reviewed on %s; the next review was due on %s"
                    .formatted(alert.runbook(), reviewed, due))
            .with(Sources.ORGANISATION, "runbooks/reviewEvery", "agreed here")
            .sum(
                "%s + %s = %s < %s"
                    .formatted(reviewed, Paging.format(every), due, findings.today()))
            .fix("walk through it on a test system, mend it, and write today's date");
      }
    }
  }
}
