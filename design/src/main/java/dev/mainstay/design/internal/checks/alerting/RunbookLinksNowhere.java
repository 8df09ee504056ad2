package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Runbook;
import java.util.HashSet;
import java.util.Set;

final class RunbookLinksNowhere extends Check {
  RunbookLinksNowhere() {
    super(
        "MS-A034",
        "a runbook with a link that leads nowhere",
        "links of a runbook to another one, and to a heading, lead to something that " + "is there",
        "the one step that would have helped is behind a dead link");
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

      for (Runbook.Link link : runbook.links()) {
        String file = link.file().isEmpty() ? alert.runbook() : link.file();
        String target = findings.runbook(file).orElse(null);
        findings.compared();
        boolean heading =
            target != null
                && !link.heading().isEmpty()
                && !Runbook.headings(target).contains(link.heading());
        if (target == null || heading) {
          String missing =
              target == null ? "no file runbooks/" + file + ".md" : "no heading #" + link.heading();
          findings
              .error(
                  "alerts/" + alert.name() + "/runbook",
                  "runbooks/%s.md:%d links to %s%s, but there is %s"
                      .formatted(
                          alert.runbook(),
                          link.line(),
                          link.file().isEmpty() ? "" : link.file() + ".md",
                          link.heading().isEmpty() ? "" : "#" + link.heading(),
                          missing))
              .sum("%s: %s".formatted(file + ".md", missing))
              .fix("mend the link, or write what it promised");
        }
      }
    }
  }
}
