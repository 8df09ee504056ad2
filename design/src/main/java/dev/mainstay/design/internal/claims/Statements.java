package dev.mainstay.design.internal.claims;

import dev.mainstay.design.Service;
import dev.mainstay.kernel.Claim;
import dev.mainstay.kernel.Claim.Method;
import dev.mainstay.kernel.Claim.Target;
import java.util.ArrayList;
import java.util.List;

/** A service's claims while they are gathered. */
final class Statements {
  private final Service service;
  private final List<Claim> claims = new ArrayList<>();

  Statements(Service service) {
    this.service = service;
  }

  /**
   * @param path where the design says it, from the service's name on
   */
  void add(String path, Method method, Target target, String statement) {
    claims.add(
        new Claim(
            service.name() + "/" + path,
            service.name(),
            statement,
            target,
            method,
            Freshness.of(method, service.criticality())));
  }

  List<Claim> all() {
    return List.copyOf(claims);
  }
}
