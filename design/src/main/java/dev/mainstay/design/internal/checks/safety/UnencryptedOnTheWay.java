package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.Security;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class UnencryptedOnTheWay extends Check {
  UnencryptedOnTheWay() {
    super(
        "MS-S002",
        "traffic that others on the way can read",
        "security.tls >= 1.2 where the service is exposed beyond the inside, or holds protected data",
        "passwords, tokens and cards can be read and changed by whoever carries the packets");
  }

  @Override
  public void check(Service service, Findings findings) {
    Security security = service.security();
    Security.Tls tls = security.tls();
    boolean outside =
        security.exposure() != null && security.exposure() != Security.Exposure.INTERNAL;
    if (!outside && !sensitive(service)) {
      return;
    }
    if (tls == null) {
      findings.unknown("security/tls");
      return;
    }
    findings.compared();
    if (tls.compareTo(Security.Tls.V1_2) < 0) {
      var finding =
          findings.error(
              "security/tls",
              tls == Security.Tls.NONE
                  ? "callers send in clear"
                  : "accepts TLS " + tls.word() + ", which is withdrawn");
      finding.with("security/exposure", "from where it can be reached");
      security.data().stream()
          .filter(data -> data.kind().isSensitive())
          .forEach(data ->
              finding.with(
                  "security/data/" + data.name() + "/class", data.kind().word() + " data"));
      finding
          .sum("tls %s < 1.2".formatted(tls.word()))
          .fix("accept TLS 1.2 and newer only", "security/tls", "1.2");
    }
  }

  private static boolean sensitive(Service service) {
    return service.security().data().stream().anyMatch(data -> data.kind().isSensitive());
  }
}
