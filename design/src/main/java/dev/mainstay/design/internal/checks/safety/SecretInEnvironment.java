package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.Security;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class SecretInEnvironment extends Check {
  SecretInEnvironment() {
    super(
        "MS-S008",
        "a secret in the environment of a service with protected data",
        "secrets.NAME.from is vault, secret or file where security.data is personal, health or payment",
        "crash dumps, child processes and debug pages carry the environment along, and the secret with it");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Security.SecretUse secret : service.security().secrets()) {
      for (Security.Data data : service.security().data()) {
        if (!data.kind().isSensitive()) {
          continue;
        }
        findings.compared();
        if (secret.from() == Security.Source.ENVIRONMENT) {
          findings
              .warning(
                  "security/secrets/" + secret.name() + "/from",
                  "%s comes from the environment, beside %s data"
                      .formatted(secret.name(), data.kind().word()),
                  "the secret opens the way to that data")
              .with("security/data/" + data.name() + "/class", "what it protects")
              .sum("from environment, class " + data.kind().word())
              .fix("mount it as a file, or read it from a vault");
          break;
        }
      }
    }
  }
}
