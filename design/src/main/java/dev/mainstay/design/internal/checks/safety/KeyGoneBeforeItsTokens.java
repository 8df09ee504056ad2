package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.Security;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class KeyGoneBeforeItsTokens extends Check {
  KeyGoneBeforeItsTokens() {
    super(
        "MS-S006",
        "tokens that outlive the key that proves them",
        "secrets.NAME.overlap >= the life of the tokens that it signs",
        "at every rotation, users with valid tokens are thrown out all at once");
  }

  @Override
  public void check(Service service, Findings findings) {
    Security.Authentication authentication = service.security().authentication();
    for (Security.SecretUse secret : service.security().secrets()) {
      if (secret.signs() == null || authentication == null) {
        continue;
      }
      boolean access = secret.signs() == Security.Token.ACCESS;
      Duration life = access ? authentication.access() : authentication.refresh();
      String fact = "security/authentication/" + (access ? "access" : "refresh");
      Duration overlap = secret.overlap();
      if (life == null || overlap == null) {
        findings.unknown(life == null ? fact : "security/secrets/" + secret.name() + "/overlap");
        continue;
      }
      findings.compared();
      if (overlap.compareTo(life) < 0) {
        findings
            .error(
                "security/secrets/" + secret.name() + "/overlap",
                "the old key is accepted for %s, its tokens live %s"
                    .formatted(Durations.format(overlap), Durations.format(life)))
            .with(fact, "life of a token that was signed just before the rotation")
            .with("security/secrets/" + secret.name() + "/rotate", "how often it happens")
            .sum("%s < %s".formatted(Durations.format(overlap), Durations.format(life)))
            .fix(
                "accept the old key for " + Durations.written(life) + " or more",
                "security/secrets/" + secret.name() + "/overlap",
                Durations.written(life));
      }
    }
  }
}
