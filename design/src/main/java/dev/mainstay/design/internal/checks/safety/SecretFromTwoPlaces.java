package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Security;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.Locale;

final class SecretFromTwoPlaces extends Check {
  SecretFromTwoPlaces() {
    super(
        "MS-S011",
        "a secret that is also written out",
        "a secret's env has no literal value in delivery.process.env",
        "the literal wins or loses by accident, and rotating the secret changes nothing");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery.Run run = service.run();
    if (run == null) {
      return;
    }
    for (Security.SecretUse secret : service.security().secrets()) {
      String env = secret.env();
      if (env == null) {
        continue;
      }
      findings.compared();
      String value = run.process().environment().get(env);
      boolean reads =
          secret.from() != Security.Source.FILE && secret.from() != Security.Source.ENVIRONMENT;
      if (value != null && reads && !value.startsWith("/") && !value.contains("${")) {
        findings
            .error(
                "delivery/process/env/" + env,
                "%s is to come from %s, but is written out here"
                    .formatted(
                        secret.name(),
                        secret.from().name().toLowerCase(Locale.ROOT).replace('_', ' ')))
            .with("security/secrets/" + secret.name() + "/from", "where it is said to come from")
            .sum("%s is set twice".formatted(env))
            .fix("take the literal out, and change the secret");
      }
    }
  }
}
