package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.Security;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class DeletionBeyondKeep extends Check {
  DeletionBeyondKeep() {
    super(
        "MS-S019",
        "a deletion on request that comes after the ordinary one",
        "data.NAME.deleteWithin <= keep",
        "the promise to delete on request is empty, for the data would be gone by then anyhow");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Security.Data data : service.security().data()) {
      Duration keep = data.keep();
      Duration delete = data.deleteWithin();
      if (keep == null || delete == null) {
        continue;
      }
      findings.compared();
      if (delete.compareTo(keep) > 0) {
        findings
            .error(
                "security/data/" + data.name() + "/deleteWithin",
                "deleted on request within %s, but kept for %s only"
                    .formatted(Durations.format(delete), Durations.format(keep)))
            .with("security/data/" + data.name() + "/keep", "deleted by then without a request")
            .sum("%s > %s".formatted(Durations.format(delete), Durations.format(keep)))
            .fix("shorten deleteWithin, or leave it out");
      }
    }
  }
}
