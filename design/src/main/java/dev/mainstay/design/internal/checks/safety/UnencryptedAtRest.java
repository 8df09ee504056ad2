package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.Security;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class UnencryptedAtRest extends Check {
  UnencryptedAtRest() {
    super(
        "MS-S016",
        "protected data stored in clear",
        "security.data.NAME.atRest is not none for personal, health or payment data that is kept",
        "a disk that is replaced, a snapshot that is shared or a backup that is lost is a breach to be reported");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Security.Data data : service.security().data()) {
      if (!data.kind().isSensitive() || (data.keep() != null && data.keep().isZero())) {
        continue;
      }
      if (data.atRest() == null) {
        findings.unknown("security/data/" + data.name() + "/atRest");
        continue;
      }
      findings.compared();
      if (data.atRest() == Security.AtRest.NONE) {
        findings
            .error(
                "security/data/" + data.name() + "/atRest",
                "%s data of %s is stored in clear".formatted(data.kind().word(), data.name()))
            .with("security/data/" + data.name() + "/class", "whom it hurts when it gets out")
            .sum("class %s, atRest none".formatted(data.kind().word()))
            .fix("encrypt it", "security/data/" + data.name() + "/atRest", "aes256");
      }
    }
  }
}
