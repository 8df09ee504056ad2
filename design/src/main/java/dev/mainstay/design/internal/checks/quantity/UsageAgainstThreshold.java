package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Overload.Resource;
import dev.mainstay.design.Overload.Thresholds;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Findings.Finding;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.checks.quantity.Used.State;
import dev.mainstay.kernel.Percentage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an instance uses in some state must be below one of its thresholds, of cpu and memory. */
abstract class UsageAgainstThreshold extends Check {
  private final State state;
  private final String threshold;

  /**
   * @param threshold as the design writes it
   */
  UsageAgainstThreshold(
      String code, String title, String rule, String why, State state, String threshold) {
    super(code, title, rule, why);
    this.state = state;
    this.threshold = threshold;
  }

  abstract @Nullable Percentage threshold(Thresholds thresholds);

  abstract String message(Percentage threshold, String used);

  /** Tells the other places and the fix. */
  abstract void complete(Finding finding, String resource);

  @Override
  public final void check(Service service, Findings findings) {
    for (Resource resource : List.of(Resource.CPU, Resource.MEMORY)) {
      Thresholds thresholds = service.overload().resources().get(resource);
      Percentage limit = thresholds == null ? null : threshold(thresholds);
      if (limit == null) {
        continue;
      }
      String key = resource.key();
      Double used = Used.share(service, state, key);
      if (used == null) {
        findings.unknown(Used.missing(service, state, key));
        continue;
      }
      findings.compared();
      if (Load.atLeast(used, limit.asFraction())) {
        Finding finding =
            findings
                .error(
                    "overload/" + key + "/" + threshold,
                    key + ": " + message(limit, Numbers.percent(used)))
                .sum(Used.sum(service, state, key, used) + " >= " + limit);
        complete(finding, key);
      }
    }
  }
}
