package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.Security;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.time.LocalDate;

final class RotationOverdue extends Check {
  RotationOverdue() {
    super(
        "MS-S013",
        "a secret that should have been replaced",
        "secrets.NAME.rotated + rotate >= today",
        "the rotation that the design promises does not happen, and nobody has noticed");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Security.SecretUse secret : service.security().secrets()) {
      Duration rotate = secret.rotate();
      LocalDate rotated = secret.rotated();
      if (rotated == null || rotate == null) {
        continue;
      }
      findings.compared();
      LocalDate due = rotated.plusDays(rotate.toDays());
      if (due.isBefore(findings.today())) {
        findings
            .error(
                "security/secrets/" + secret.name() + "/rotated",
                "%s was due on %s".formatted(secret.name(), due))
            .with("security/secrets/" + secret.name() + "/rotate", "how often it is replaced")
            .sum(
                "%s + %s = %s < %s (today)"
                    .formatted(rotated, Durations.format(rotate), due, findings.today()))
            .fix("replace it now, and write the day");
      }
    }
  }
}
