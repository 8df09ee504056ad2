package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Call;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Rate;
import java.util.ArrayList;
import java.util.List;

/**
 * The calls that a dependency gets from all services that name it, at their peaks. Services that
 * name a dependency alike are taken to mean the same one.
 */
final class Demand {
  private final List<String> terms = new ArrayList<>();
  private final List<Service> others = new ArrayList<>();
  private double sum;

  private Demand() {}

  /**
   * Of one service alone.
   *
   * @param load its requests
   */
  static Demand of(Rate load, Dependency dependency, double factor, String reason) {
    var demand = new Demand();
    demand.add(load, dependency, factor, reason);
    return demand;
  }

  /** Of every service at its peak; of those whose peak is not written, nothing. */
  static Demand ofAll(String dependency, Findings findings) {
    var demand = new Demand();
    for (Call each : findings.callersOf(dependency)) {
      Service caller = each.caller();
      Dependency call = each.dependency();
      if (findings.isWritten(caller, "traffic/peak")) {
        demand.add(caller.traffic().peak(), call, 1, "");
        demand.others.add(caller);
      }
    }
    return demand;
  }

  /** Whether no design before this one tells the bound: what concerns all is told once. */
  static boolean isFirst(Service service, Dependency dependency, String key, Findings findings) {
    String path = "dependencies/" + dependency.name() + "/" + key;
    for (Call each : findings.callersOf(dependency.name())) {
      if (findings.isWritten(each.caller(), path)) {
        return each.caller().name().equals(service.name());
      }
    }
    return true;
  }

  private void add(Rate load, Dependency call, double factor, String reason) {
    sum += load.perSecond() * call.callsPerRequest() * factor;
    terms.add(
        "%s x %s%s"
            .formatted(
                load,
                Numbers.of(call.callsPerRequest()),
                factor == 1 ? "" : " x " + Numbers.of(factor) + reason));
  }

  double perSecond() {
    return sum;
  }

  List<Service> callers() {
    return others;
  }

  /** {@code 400/s x 0.3 + 50/s x 1 = 170/s}. */
  String sum() {
    return String.join(" + ", terms) + " = " + Load.rate(sum);
  }
}
