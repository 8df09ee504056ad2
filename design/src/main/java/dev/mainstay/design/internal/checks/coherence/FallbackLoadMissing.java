package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;

final class FallbackLoadMissing extends Check {
  FallbackLoadMissing() {
    super(
        "MS-C016",
        "a mode that forgets the calls which its fallback makes",
        "for a mode `NAME fails` of a dependency with a fallback: costs.calls of the fallback >= "
            + "(its callsPerRequest + those of NAME) / its callsPerRequest",
        "pools, limits and capacity are computed with the mode's costs; the fallback's calls come "
            + "on top, and the outage of a cache becomes the outage of the database behind it");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (DegradationMode mode : service.degradation()) {
      if (!(mode.trigger() instanceof DegradationMode.Trigger.Fails)) {
        continue;
      }
      for (Dependency failing : service.dependencies()) {
        for (Dependency fallback : service.dependencies()) {
          if (failing.name().equals(mode.dependency())
              && fallback.name().equals(failing.fallback())
              && !fallback.equals(failing)
              && fallback.callsPerRequest() > 0) {
            compare(mode, failing, fallback, findings);
          }
        }
      }
    }
  }

  private static void compare(
      DegradationMode mode, Dependency failing, Dependency fallback, Findings findings) {
    findings.compared();
    double needed =
        (fallback.callsPerRequest() + failing.callsPerRequest()) / fallback.callsPerRequest();
    Double stated = mode.costs().calls().get(fallback.name());
    double told = stated == null ? 1 : stated;
    // Rounding as people round a factor: x1.83 for 1.8333
    if (told < needed - 0.01) {
      String path = "degradation/" + mode.name() + "/costs/calls/" + fallback.name();
      findings
          .warning(
              stated == null ? "degradation/" + mode.name() : path,
              "in mode %s calls to %s grow x%s, but the mode counts with x%s"
                  .formatted(mode.name(), fallback.name(), Numbers.of(needed), Numbers.of(told)),
              "each call to %s becomes one to %s".formatted(failing.name(), fallback.name()))
          .with("dependencies/" + failing.name() + "/fallback", "who is asked instead")
          .with("dependencies/" + failing.name() + "/callsPerRequest", "calls that move")
          .with("dependencies/" + fallback.name() + "/callsPerRequest", "calls there are")
          .sum(
              "(%s + %s) / %s = %s > %s"
                  .formatted(
                      Numbers.of(fallback.callsPerRequest()),
                      Numbers.of(failing.callsPerRequest()),
                      Numbers.of(fallback.callsPerRequest()),
                      Numbers.of(needed),
                      Numbers.of(told)))
          .fix(
              "write `costs: { calls: { %s: x%s } }`"
                  .formatted(fallback.name(), Numbers.of(Math.ceil(needed * 100) / 100)));
    }
  }
}
