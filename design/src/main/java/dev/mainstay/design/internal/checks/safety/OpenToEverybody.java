package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.Security;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class OpenToEverybody extends Check {
  OpenToEverybody() {
    super(
        "MS-S001",
        "protected data that anybody may ask for",
        "authentication.kind is not none where security.data is personal, health or payment",
        "whoever finds the address reads the data; nothing is broken into, so nothing notices");
  }

  @Override
  public void check(Service service, Findings findings) {
    Security.Authentication authentication = service.security().authentication();
    for (Security.Data data : service.security().data()) {
      if (!data.kind().isSensitive()) {
        continue;
      }
      if (authentication == null) {
        findings.unknown("security/authentication/kind");
        continue;
      }
      findings.compared();
      if (authentication.kind() == Security.Authentication.Kind.NONE) {
        findings
            .error(
                "security/authentication/kind",
                "no authentication in front of %s data: %s"
                    .formatted(data.kind().word(), data.name()))
            .with("security/data/" + data.name() + "/class", "whom it hurts when it gets out")
            .with("security/exposure", "from where it can be reached")
            .sum("authentication none, class " + data.kind().word())
            .fix("ask callers who they are: jwt, session, apiKey or mtls");
      }
    }
  }
}
