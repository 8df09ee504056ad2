package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.Security;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class SecretInConfigMap extends Check {
  SecretInConfigMap() {
    super(
        "MS-S007",
        "a secret in a ConfigMap",
        "secrets.NAME.from is not configMap",
        "everybody who may look at the configuration reads it, and it lies unencrypted in etcd, in backups and in the repository");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Security.SecretUse secret : service.security().secrets()) {
      findings.compared();
      if (secret.from() == Security.Source.CONFIG_MAP) {
        findings
            .error(
                "security/secrets/" + secret.name() + "/from",
                secret.name() + " is kept where configuration is")
            .with("platform", "what runs it")
            .sum("secret from configMap")
            .fix("keep it in a vault or in the platform's secrets");
      }
    }
  }
}
