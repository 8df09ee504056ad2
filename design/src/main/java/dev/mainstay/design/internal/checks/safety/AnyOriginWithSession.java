package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.Security;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class AnyOriginWithSession extends Check {
  AnyOriginWithSession() {
    super(
        "MS-S003",
        "any web page may act in the name of a user",
        "headers.cors does not hold * where authentication.kind is session",
        "a page that a user happens to visit reads and changes what the user's session may, without a trace of it");
  }

  @Override
  public void check(Service service, Findings findings) {
    Security.Authentication authentication = service.security().authentication();
    if (authentication == null || service.security().headers().cors().isEmpty()) {
      return;
    }
    findings.compared();
    int any = service.security().headers().cors().indexOf("*");
    if (any >= 0 && authentication.kind() == Security.Authentication.Kind.SESSION) {
      findings
          .error("security/headers/cors/" + any, "every origin may call with the user's session")
          .with("security/authentication/kind", "the browser sends the session by itself")
          .sum("cors * with authentication session")
          .fix("list the origins whose pages may call it");
    }
  }
}
