package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.Security;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class RotationBeyondPolicy extends Check {
  RotationBeyondPolicy() {
    super(
        "MS-S012",
        "a secret that lives longer than the policy allows",
        "secrets.NAME.rotate <= security.rotateWithin",
        "the audit finds it, or somebody who left long ago still knows it");
  }

  @Override
  public void check(Service service, Findings findings) {
    Duration policy = service.security().rotateWithin();
    if (policy == null) {
      return;
    }
    for (Security.SecretUse secret : service.security().secrets()) {
      Duration rotate = secret.rotate();
      if (rotate == null) {
        findings.unknown("security/secrets/" + secret.name() + "/rotate");
        continue;
      }
      findings.compared();
      if (rotate.compareTo(policy) > 0) {
        String path = "security/secrets/" + secret.name() + "/rotate";
        findings
            .error(
                path,
                "%s is rotated every %s, the policy is %s"
                    .formatted(secret.name(), Durations.format(rotate), Durations.format(policy)))
            .with("security/rotateWithin", "the policy")
            .sum("%s > %s".formatted(Durations.format(rotate), Durations.format(policy)))
            .fix("rotate it every " + Durations.written(policy), path, Durations.written(policy));
      }
    }
  }
}
