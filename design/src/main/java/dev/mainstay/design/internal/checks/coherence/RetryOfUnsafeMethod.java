package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

final class RetryOfUnsafeMethod extends Check {
  private static final Set<String> IDEMPOTENT =
      Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

  RetryOfUnsafeMethod() {
    super(
        "MS-C022",
        "a method is repeated that the called side does not take twice",
        "each method in dependencies.NAME.retry.on is in interface.http.idempotent of the service "
            + "NAME, or idempotent by RFC 9110, or the retry has a key",
        "an attempt that timed out may still have worked: the second one books, sends or charges "
            + "again");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      var retry = dependency.retry();
      if (retry == null
          || retry.attempts() == 1
          || retry.key() != null
          || retry.methods().isEmpty()) {
        continue;
      }
      Optional<Service> callee = findings.designs().service(dependency.name());
      Collection<String> allowed =
          callee
              .map(other -> (Collection<String>) other.http().idempotentMethods())
              .orElse(IDEMPOTENT);
      findings.compared();
      for (int i = 0; i < retry.methods().size(); i++) {
        String method = retry.methods().get(i);
        if (allowed.contains(method)) {
          continue;
        }
        var finding =
            findings.error(
                "dependencies/" + dependency.name() + "/retry/on/" + i,
                "%s calls to %s are repeated, and %s"
                    .formatted(
                        method,
                        dependency.name(),
                        callee.isPresent()
                            ? "it does not declare them idempotent"
                            : "that method is not idempotent"));
        callee.ifPresent(other ->
            finding.with(other.name(), "interface/http/idempotent", "what may be repeated"));
        finding
            .with("dependencies/" + dependency.name() + "/retry/attempts", "and there is no key")
            .sum(
                "%s is not in [%s]: %d attempts, up to %d effects"
                    .formatted(
                        method,
                        String.join(", ", new TreeSet<>(allowed)),
                        retry.attempts(),
                        retry.attempts()))
            .fix("remove " + method + " from on, or add a key that the called side knows");
      }
    }
  }
}
