package dev.mainstay.design.internal.diff;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.planning.Spending;
import dev.mainstay.design.internal.figures.Figures;
import dev.mainstay.kernel.Rate;
import dev.mainstay.kernel.Spend;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What of a service is compared, by name, each with its arithmetic. */
final class Measures {
  private static final Duration MONTH = Duration.ofDays(30);

  private Measures() {}

  static Map<String, String> promises(Service service) {
    Map<String, String> measures = new LinkedHashMap<>();
    for (Objective objective : service.objectives()) {
      measures.put("objective " + objective.name() + " slo", objective.slo().toString());
      String sla = objective.slaInWords();
      if (sla != null) {
        measures.put("objective " + objective.name() + " sla", sla);
      }
      measures.put("objective " + objective.name() + " budget", Figures.budget(objective).told());
    }
    return measures;
  }

  static Map<String, String> risks(Service service) {
    Map<String, String> measures = new LinkedHashMap<>();
    Rate peak = service.traffic().peak();
    for (Dependency each : service.dependencies()) {
      measures.put("longest wait for " + each.name(), Figures.worst(each).told());
      var latency = each.latency();
      if (latency != null) {
        measures.put(
            "calls in flight to " + each.name() + " at peak and p99",
            Figures.inFlight(service, each, null, peak, latency.p99()).told());
        for (DegradationMode mode : service.degradation()) {
          if (mode.costs().calls().containsKey(each.name())) {
            measures.put(
                "calls in flight to %s in mode %s".formatted(each.name(), mode.name()),
                Figures.inFlight(service, each, mode, peak, latency.p99()).told());
          }
        }
      }
    }
    measures.put("requests per instance at peak", Figures.perInstance(service, peak).told());
    Figures.headroom(service).ifPresent(sum -> measures.put("free above the peak", sum.told()));
    return measures;
  }

  static Map<String, String> costs(Service service) {
    Map<String, String> measures = new LinkedHashMap<>();
    Planning.Cost cost = service.planning().cost();
    if (cost == null || cost.instance() == null || !Spending.comparable(cost)) {
      return measures;
    }
    Spend month = new Spend(cost.instance().money(), MONTH);
    measures.put(
        "cost of the fewest instances", Spending.sum(cost, service.instances().min(), month));
    measures.put("cost of all instances", Spending.sum(cost, service.instances().max(), month));
    if (cost.budget() != null) {
      measures.put("cost budget", cost.budget().toString());
    }
    return measures;
  }
}
