package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Exported;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Runbook;
import java.util.HashSet;
import java.util.List;
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
      String text = findings.runbook(alert.runbook()).orElse(null);
      if (text == null || !seen.add(alert.runbook())) {
        continue;
      }
      Runbook runbook = Runbook.of(text);

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
    List<Service> services = findings.designs().services();
    return switch (named.kind()) {
      case "alert" ->
          services.stream()
              .flatMap(each -> each.alerts().stream())
              .anyMatch(each -> each.name().equals(named.name()));
      case "dependency" ->
          services.stream()
              .anyMatch(each ->
                  each.name().equals(named.name())
                      || each.dependencies().stream()
                          .anyMatch(dependency -> dependency.name().equals(named.name())));
      case "mode" ->
          services.stream()
              .flatMap(each -> each.degradation().stream())
              .anyMatch(each -> each.name().equals(named.name()));
      case "runbook" -> findings.runbook(named.name()).isPresent();
      default ->
          services.stream().anyMatch(each -> Exported.knows(each, named.name()))
              || Exported.knows(service, named.name());
    };
  }
}
