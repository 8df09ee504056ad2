package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.Security;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class AuditShorterThanData extends Check {
  AuditShorterThanData() {
    super(
        "MS-S018",
        "data that outlives the record of who touched it",
        "security.auditKeep >= keep of personal, health and payment data",
        "when it matters who read or changed an entry, the record of that is already deleted");
  }

  @Override
  public void check(Service service, Findings findings) {
    Duration audit = service.security().auditKeep();
    if (audit == null) {
      return;
    }
    for (Security.Data data : service.security().data()) {
      Duration keep = data.keep();
      if (!data.kind().isSensitive() || keep == null) {
        continue;
      }
      findings.compared();
      if (audit.compareTo(keep) < 0) {
        findings
            .warning(
                "security/auditKeep",
                "the audit log is kept for %s, %s for %s"
                    .formatted(Durations.format(audit), data.name(), Durations.format(keep)),
                "who touched the data is asked for as long as the data is there")
            .with("security/data/" + data.name() + "/keep", "data that it is about")
            .sum("%s < %s".formatted(Durations.format(audit), Durations.format(keep)))
            .fix("keep the audit log for " + Durations.written(keep) + " or more");
      }
    }
  }
}
