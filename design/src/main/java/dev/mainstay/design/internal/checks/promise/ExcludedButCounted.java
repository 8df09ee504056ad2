package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Dependency.OnFailure;
import dev.mainstay.design.Promise;
import dev.mainstay.design.Promise.Good;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class ExcludedButCounted extends Check {
  ExcludedButCounted() {
    super(
        "MS-P025",
        "failures that the objective excludes and its measure counts",
        "with excludes: [NAME], dependencies.NAME.onFailure answers with a status that "
            + "`good` takes for good",
        "the agreement says that the failures of others do not count, the graph counts them: "
            + "the budget burns and people are woken for nothing");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Promise promise : service.promises().stated()) {
      if (!(promise.good() instanceof Good.Status(int badFrom))) {
        continue;
      }
      for (int i = 0; i < promise.excludes().size(); i++) {
        String excluded = promise.excludes().get(i);
        for (Dependency dependency : service.dependencies()) {
          if (!dependency.name().equals(excluded)) {
            continue;
          }
          findings.compared();
          if (dependency.onFailure() instanceof OnFailure.FailFast fails
              && dependency.required().asFraction() > 0
              && fails.status() >= badFrom) {
            findings
                .error(
                    Promised.path(promise) + "/excludes/" + i,
                    "failures of %s are excluded, but answered with %d, which counts as bad"
                        .formatted(excluded, fails.status()))
                .with("dependencies/" + excluded + "/onFailure", "what the caller sees")
                .with(Promised.path(promise) + "/good", "what counts")
                .sum("%d >= %d".formatted(fails.status(), badFrom))
                .fix("count by a metric that leaves them out, or drop the exclusion");
          }
        }
      }
    }
  }
}
