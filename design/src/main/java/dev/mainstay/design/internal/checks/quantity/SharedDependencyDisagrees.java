package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Call;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

final class SharedDependencyDisagrees extends Check {
  SharedDependencyDisagrees() {
    super(
        "MS-Q030",
        "two designs tell different things of one dependency",
        "limit, maxConnections and capacity of a dependency are the same in all services that "
            + "name it",
        "one of the two teams has sized its pools and retries for something that is not there");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      compare(service, dependency, "limit", each -> each.bounds().limit(), findings);
      compare(
          service, dependency, "maxConnections", each -> each.bounds().maxConnections(), findings);
      compare(service, dependency, "capacity", each -> each.bounds().capacity(), findings);
    }
  }

  /** Each service is compared with the first that tells it, so that a difference is told once. */
  private static void compare(
      Service service,
      Dependency dependency,
      String key,
      Function<Dependency, @Nullable Object> bound,
      Findings findings) {
    Object own = bound.apply(dependency);
    if (own == null) {
      return;
    }
    String path = "dependencies/" + dependency.name() + "/" + key;
    for (Call call : findings.callersOf(dependency.name())) {
      Service other = call.caller();
      if (other.name().equals(service.name())) {
        return;
      }
      Object theirs = bound.apply(call.dependency());
      if (theirs == null) {
        continue;
      }
      findings.compared();
      if (!theirs.equals(own)) {
        findings
            .warning(
                path,
                "%s of %s: %s, but %s in %s"
                    .formatted(key, dependency.name(), own, theirs, other.name()),
                "both mean the same " + dependency.name())
            .with(other.name(), path, "in " + other.name())
            .sum("%s != %s".formatted(own, theirs))
            .fix("find out which is true, or give the two dependencies different names");
      }
      return;
    }
  }
}
