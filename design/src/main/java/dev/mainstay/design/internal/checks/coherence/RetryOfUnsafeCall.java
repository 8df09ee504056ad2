package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class RetryOfUnsafeCall extends Check {
  RetryOfUnsafeCall() {
    super(
        "MS-C004",
        "calls that change something are repeated without a key",
        "a retry with more than one attempt to a service, an external API or a queue has "
            + "a key, or says on which methods",
        "an attempt that timed out may still have worked: the repetition charges, books "
            + "or sends twice");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      var retry = dependency.retry();
      boolean changes =
          switch (dependency.kind()) {
            case SERVICE, EXTERNAL_API, QUEUE -> true;
            case DATABASE, CACHE, STORAGE -> false;
          };
      if (!changes || retry == null || retry.attempts() == 1) {
        continue;
      }
      findings.compared();
      if (retry.key() == null && retry.methods().isEmpty()) {
        findings
            .warning(
                "dependencies/" + dependency.name() + "/retry",
                "calls to %s are repeated without a key".formatted(dependency.name()),
                "some of the calls change something")
            .with(
                "dependencies/" + dependency.name() + "/kind", "outside this service's transaction")
            .sum("%d attempts, up to %d effects".formatted(retry.attempts(), retry.attempts()))
            .fix(
                "add `key: …`, what makes a repeated call harmless, or say with `on:` which methods may be repeated");
      }
    }
  }
}
