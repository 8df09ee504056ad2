package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.checks.promise.Promised.Latency;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Percentiles do not add: two calls of 95 % within 100ms each are both in time for 90.25 % of the
 * requests, within 200ms.
 */
final class CalleesTogetherTooSlow extends Check {
  CalleesTogetherTooSlow() {
    super(
        "MS-P021",
        "a latency objective computed by adding percentiles",
        "for services that every request calls one after another: the product of the shares "
            + "that they promise >= the caller's slo, or the sum of their thresholds < the "
            + "caller's",
        "each callee may be slow in its own few percent of the calls; a request that makes "
            + "several calls meets a slow one far more often");
  }

  private record Called(Dependency dependency, Latency promise) {}

  @Override
  public void check(Service service, Findings findings) {
    for (Latency ours : Promised.latencies(service)) {
      List<Called> calls = calls(service, findings, ours);
      if (calls.size() < 2) {
        continue;
      }
      findings.compared();
      Duration together =
          calls.stream()
              .map(each -> each.promise().threshold())
              .reduce(Duration.ZERO, Duration::plus);
      double share =
          calls.stream().mapToDouble(each -> each.promise().share()).reduce(1, (a, b) -> a * b);
      if (together.compareTo(ours.threshold()) < 0 || share >= ours.share() - 1e-12) {
        continue;
      }
      var finding =
          findings.warning(
              Promised.path(ours.promise()) + "/good",
              "%s, but the services called promise only %s within %s together"
                  .formatted(ours.words(), Numbers.percent(share), Durations.format(together)),
              "the calls are made one after another, are slow independently, and are no faster "
                  + "than promised");
      for (Called call : calls) {
        finding.with(
            call.dependency().name(),
            Promised.path(call.promise().promise()) + "/good",
            "promised by " + call.dependency().name());
      }
      finding
          .sum(
              "%s = %s < %s, %s = %s >= %s"
                  .formatted(
                      String.join(
                          " x ",
                          calls.stream()
                              .map(call -> Numbers.percent(call.promise().share()))
                              .toList()),
                      Numbers.percent(share),
                      ours.promise().slo(),
                      String.join(
                          " + ",
                          calls.stream()
                              .map(call -> Durations.format(call.promise().threshold()))
                              .toList()),
                      Durations.format(together),
                      Durations.format(ours.threshold())))
          .fix("call them at once, raise the threshold, or ask for higher percentiles");
    }
  }

  /** Of each callee, the promise of the largest share that fits into the caller's threshold. */
  private static List<Called> calls(Service service, Findings findings, Latency ours) {
    List<Called> calls = new ArrayList<>();
    for (Dependency dependency : service.dependencies()) {
      if (dependency.required().asFraction() < 1 || dependency.callsPerRequest() < 1) {
        continue;
      }
      Optional<Service> callee = Chain.callee(findings.designs(), service, dependency);
      callee
          .flatMap(found ->
              Promised.latencies(found).stream()
                  .filter(each -> each.threshold().compareTo(ours.threshold()) <= 0)
                  .max(Comparator.comparingDouble(Latency::share)))
          .ifPresent(promise -> calls.add(new Called(dependency, promise)));
    }
    return calls;
  }
}
