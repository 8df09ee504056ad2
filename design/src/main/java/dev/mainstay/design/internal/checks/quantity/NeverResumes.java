package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Overload.Resource;
import dev.mainstay.design.Overload.Thresholds;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Percentage;
import java.util.List;

final class NeverResumes extends Check {
  NeverResumes() {
    super(
        "MS-Q063",
        "an instance that never takes requests again",
        "each.idle / what the instance has < overload.*.resume, of cpu and memory",
        "once overloaded the instance refuses every request for ever: even without any load it "
            + "stays above the threshold, until somebody restarts it");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Resource resource : List.of(Resource.CPU, Resource.MEMORY)) {
      Thresholds thresholds = service.overload().resources().get(resource);
      Percentage resume = thresholds == null ? null : thresholds.resume();
      if (resume == null) {
        continue;
      }
      Double idle = Used.idle(service, resource.key());
      if (idle == null) {
        findings.unknown(Used.missing(service, "idle", resource.key()));
        continue;
      }
      findings.compared();
      if (Load.atLeast(idle, resume.asFraction())) {
        findings
            .error(
                "overload/" + resource.key() + "/resume",
                "%s: requests are taken again below %s, but an idle instance uses %s"
                    .formatted(resource.key(), resume, Numbers.percent(idle)))
            .with(Used.path("idle", resource.key()), "in use without a request")
            .with("instances/each/" + resource.key(), "what it has")
            .sum(Used.sum(service, "idle", resource.key(), idle) + " >= " + resume)
            .fix("raise `resume` above it, or give the instance more");
      }
    }
  }
}
