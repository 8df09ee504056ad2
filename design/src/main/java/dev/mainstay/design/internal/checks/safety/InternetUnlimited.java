package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.Security;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.Locale;

final class InternetUnlimited extends Check {
  InternetUnlimited() {
    super(
        "MS-S024",
        "a critical service on the internet that takes as much as anybody sends",
        "exposure internet with criticality high or critical goes with overload.limits or inputs.perUser",
        "the first script in a loop is an outage for everybody");
  }

  @Override
  public void check(Service service, Findings findings) {
    Security security = service.security();
    if (security.exposure() != Security.Exposure.INTERNET
        || service.criticality().compareTo(Service.Criticality.HIGH) < 0) {
      return;
    }
    findings.compared();
    if (security.inputs().perUser() == null && service.overload().limits() == null) {
      findings
          .warning(
              "security/exposure",
              "on the internet, %s, and nothing limits what comes in"
                  .formatted(service.criticality().name().toLowerCase(Locale.ROOT)),
              "nothing in front of it limits requests")
          .with("criticality", "how much the business depends on it")
          .sum("exposure internet, limits: 0")
          .fix("limit each user (`security.inputs.perUser`) and all (`overload.limits.global`)");
    }
  }
}
