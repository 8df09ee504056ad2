package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Security;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.Optional;

final class StrongerInsideThanOutside extends Check {
  StrongerInsideThanOutside() {
    super(
        "MS-S020",
        "data that is handed on to a service that asks nobody",
        "a called service has authentication when the caller is exposed and holds protected data",
        "the guarded front door has an open back door: what the caller protects, the called service gives to everybody inside");
  }

  @Override
  public void check(Service service, Findings findings) {
    Security.Authentication authentication = service.security().authentication();
    if (authentication == null || authentication.kind() == Security.Authentication.Kind.NONE) {
      return;
    }
    for (Dependency dependency : service.dependencies()) {
      Optional<Service> called = findings.designs().service(dependency.name());
      if (called.isEmpty()) {
        continue;
      }
      for (Security.Data data : service.security().data()) {
        Security.Authentication there = called.get().security().authentication();
        if (!data.kind().isSensitive() || there == null) {
          continue;
        }
        findings.compared();
        if (there.kind() == Security.Authentication.Kind.NONE
            && called.get().security().data().stream()
                .noneMatch(each -> each.kind().isSensitive())) {
          findings
              .warning(
                  "dependencies/" + dependency.name(),
                  "%s asks nobody who they are, and gets calls about %s data"
                      .formatted(dependency.name(), data.kind().word()),
                  "some of that data goes along with the calls")
              .with("security/data/" + data.name() + "/class", "data of the caller")
              .with(
                  called.get().name(),
                  "security/authentication/kind",
                  "authentication of the called")
              .sum("class %s, authentication none".formatted(data.kind().word()))
              .fix("ask for mtls in %s".formatted(dependency.name()));
          break;
        }
      }
    }
  }
}
