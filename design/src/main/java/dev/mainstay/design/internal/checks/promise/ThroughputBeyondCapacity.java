package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Promise;
import dev.mainstay.design.Promise.Good;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Rate;

final class ThroughputBeyondCapacity extends Check {
  ThroughputBeyondCapacity() {
    super(
        "MS-P023",
        "a promised throughput that the instances do not have",
        "throughput > R needs instances.max x instances.each.capacity >= R",
        "the promise is tested by the first customer who uses it, with every instance running "
            + "and every one overloaded");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Promise promise : service.promises().stated()) {
      if (!(promise.good() instanceof Good.Throughput(Rate promised))) {
        continue;
      }
      Rate each = service.instances().capacity();
      if (each == null) {
        findings.unknown("instances/each/capacity");
        continue;
      }
      findings.compared();
      int max = service.instances().max();
      double most = max * each.perSecond();
      if (most < promised.perSecond() - 1e-9) {
        findings
            .error(
                Promised.path(promise) + "/good",
                "%s promised, but %d instances carry %s/s"
                    .formatted(promised, max, Numbers.of(most)))
            .with("instances/max", "never more than these")
            .with("instances/each/capacity", "carried by one")
            .sum("%d x %s = %s/s < %s".formatted(max, each, Numbers.of(most), promised))
            .fix(
                "allow %s instances, or promise %s/s"
                    .formatted(
                        Numbers.of(Math.ceil(promised.perSecond() / each.perSecond() - 1e-9)),
                        Numbers.of(most)));
      }
    }
  }
}
