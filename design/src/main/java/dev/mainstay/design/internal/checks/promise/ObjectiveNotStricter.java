package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Promise;
import dev.mainstay.design.Promise.Contract;
import dev.mainstay.design.Promise.Good;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

final class ObjectiveNotStricter extends Check {
  ObjectiveNotStricter() {
    super(
        "MS-P001",
        "an objective that is not stricter than the contract",
        "objectives.NAME.slo > objectives.NAME.sla, or a shorter threshold for the same share",
        "the contract is broken before the first alert: there is no room to react in");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Promise promise : service.promises().stated()) {
      Contract contract = promise.contract();
      Percentage slo = promise.slo();
      if (contract == null || slo == null) {
        continue;
      }
      findings.compared();
      if (slo.compareTo(contract.share()) > 0 || shorter(promise.good(), contract.threshold())) {
        continue;
      }
      String path = Promised.path(promise);
      String aim = slo + threshold(promise.good(), null);
      String sla = contract.share() + threshold(promise.good(), contract.threshold());
      findings
          .error(
              Promised.share(findings, service, promise),
              "slo %s, not stricter than the sla of %s".formatted(aim, sla))
          .with(path + "/sla", "promised by contract")
          .sum("%s <= %s".formatted(aim, sla))
          .fix("raise the slo above " + sla);
    }
  }

  private static boolean shorter(Good good, @Nullable Duration contract) {
    return contract != null
        && good instanceof Good.Faster(Duration than)
        && than.compareTo(contract) < 0;
  }

  private static String threshold(Good good, @Nullable Duration contract) {
    if (!(good instanceof Good.Faster(Duration than))) {
      return "";
    }
    return " within " + Durations.format(contract == null ? than : contract);
  }
}
