package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Organisation;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import java.time.Duration;

final class DetectionBeyondTarget extends Check {
  DetectionBeyondTarget() {
    super(
        "MS-A012",
        "an urgent alert that takes longer than failures may stay undetected",
        "telemetry.every + alerts.NAME.for + paging.groupWait <= targets.detect",
        "the mean time to detect is missed by every single incident of this alert");
  }

  @Override
  public void check(Service service, Findings findings) {
    Organisation organisation = findings.designs().organisation();
    Duration target = organisation.targets().detect();
    for (Alert alert : Paging.urgent(service)) {
      if (alert.when() instanceof Condition.BudgetBurns) {
        continue;
      }
      if (target == null) {
        findings.unknown("targets/detect");
        continue;
      }
      findings.compared();
      Duration every = service.telemetry().every();
      Duration told = every.plus(alert.pending()).plus(organisation.groupWait());
      if (told.compareTo(target) > 0) {
        findings
            .error(
                "alerts/" + alert.name() + "/for",
                "%s is told %s after the failure, but failures are to be detected within %s"
                    .formatted(alert.name(), Paging.format(told), Paging.format(target)))
            .with("telemetry/every", "until the first look")
            .with(Sources.ORGANISATION, "targets/detect", "the target")
            .sum(
                "%s + %s + %s = %s > %s"
                    .formatted(
                        Paging.format(every),
                        Paging.format(alert.pending()),
                        Paging.format(organisation.groupWait()),
                        Paging.format(told),
                        Paging.format(target)))
            .fix(
                "shorten for to %s or less"
                    .formatted(
                        Paging.written(
                            Numbers.max(
                                Duration.ZERO,
                                target.minus(every).minus(organisation.groupWait())))));
      }
    }
  }
}
