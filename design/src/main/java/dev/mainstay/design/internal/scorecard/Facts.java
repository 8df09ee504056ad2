package dev.mainstay.design.internal.scorecard;

import dev.mainstay.design.CheckResult;
import dev.mainstay.design.Claims;
import dev.mainstay.design.DesignResult;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Gate;
import dev.mainstay.design.Service;
import dev.mainstay.kernel.Claim;
import dev.mainstay.kernel.Evidence;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that is known of one service: its design, what checks say of it, and its claims' status. */
public final class Facts {
  private final Service service;
  private final DesignResult result;
  private final List<CheckResult> verdicts;
  private final Map<Claim, Claim.Status> claims = new LinkedHashMap<>();

  public Facts(Service service, DesignResult result, Collection<Evidence> evidence, Instant now) {
    this.service = service;
    this.result = result;
    verdicts = result.resultsOf(service.name());
    for (Claim claim : Claims.of(service, designs())) {
      claims.put(claim, claim.status(evidence, now));
    }
  }

  public Service service() {
    return service;
  }

  Designs designs() {
    return result.read().orElseThrow();
  }

  /** Whether the value or section stands in the service's file. */
  boolean isWritten(String path) {
    return result.places().isWritten(service.name(), path);
  }

  List<CheckResult> verdicts() {
    return verdicts;
  }

  Map<Claim, Claim.Status> claims() {
    return claims;
  }

  public boolean decided(Gate gate) {
    return service.decisions().stream()
        .anyMatch(decision -> decision.gate() == gate && decision.yes());
  }
}
