package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Exported;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Runbook;
import java.util.HashSet;
import java.util.Set;

final class RunbookNamesNothing extends Check {
  RunbookNamesNothing() {
    super(
        "MS-A033",
        "a runbook or an investigation that names something that is not there",
        "alert, dependency, mode, metric and runbook in backticks behind their kind "
            + "are in the designs",
        "at three in the morning somebody searches for a thing that was renamed a year " + "ago");
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
      for (Runbook.Named named : runbook.names()) {
        tell(
            named,
            "alerts/" + alert.name() + "/runbook",
            "runbooks/%s.md:%d".formatted(alert.runbook(), named.line()),
            service,
            findings);
      }
    }
    for (Alert alert : service.alerts()) {
      for (int i = 0; i < alert.investigate().size(); i++) {
        for (Runbook.Named named : Runbook.of(alert.investigate().get(i)).names()) {
          tell(
              named,
              "alerts/" + alert.name() + "/investigate/" + i,
              "the investigation",
              service,
              findings);
        }
      }
    }
  }

  private static void tell(
      Runbook.Named named, String path, String where, Service service, Findings findings) {
    boolean declared = service.observability().metrics().isEmpty() && named.kind().equals("metric");
    if (declared) {
      findings.unknown("observability/metrics");
      return;
    }
    findings.compared();
    if (!known(named, service, findings)) {
      findings
          .error(
              path,
              "%s names %s %s, which is in no design".formatted(where, named.kind(), named.name()))
          .sum("%s `%s` is not known".formatted(named.kind(), named.name()))
          .fix("write the name that it has now, or take the sentence out");
    }
  }

  private static boolean known(Runbook.Named named, Service service, Findings findings) {
    return switch (named.kind()) {
      case "runbook" -> findings.runbook(named.name()).isPresent();
      case "metric" ->
          Exported.knows(service, named.name()) || findings.facts().isNamed("metric", named.name());
      default -> findings.facts().isNamed(named.kind(), named.name());
    };
  }
}
