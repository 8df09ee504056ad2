package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.List;

final class RepeatedByTheGateway extends Check {
  RepeatedByTheGateway() {
    super(
        "MS-C023",
        "requests may be repeated whose calls may not",
        "with POST or PATCH in interface.http.idempotent, each dependency outside the service's "
            + "transaction has a retry.key",
        "the gateway repeats a request whose answer was lost, and callers do the same: each time "
            + "the call goes out again without anything that tells it from a new one");
  }

  @Override
  public void check(Service service, Findings findings) {
    List<String> methods = service.http().idempotentMethods();
    int at = Math.max(methods.indexOf("POST"), methods.indexOf("PATCH"));
    if (at < 0) {
      return;
    }
    for (Dependency dependency : service.dependencies()) {
      boolean outside =
          dependency.kind() == Dependency.Kind.EXTERNAL_API
              || dependency.kind() == Dependency.Kind.QUEUE;
      var retry = dependency.retry();
      if (!outside) {
        continue;
      }
      findings.compared();
      if (retry == null || retry.key() == null) {
        findings
            .warning(
                "interface/http/idempotent/" + at,
                "%s requests may be repeated, but calls to %s have no key"
                    .formatted(methods.get(at), dependency.name()),
                methods.get(at) + " requests change something there")
            .with("dependencies/" + dependency.name(), "outside the service's transaction")
            .sum("2 requests, 2 calls to %s, no key".formatted(dependency.name()))
            .fix(
                "add `retry: { attempts: 1, key: … }` under %s, or remove %s"
                    .formatted(dependency.name(), methods.get(at)));
      }
    }
  }
}
