package dev.mainstay.design.internal.graph;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.DependencyGraph.Availability;
import dev.mainstay.design.DependencyGraph.Chain;
import dev.mainstay.design.DependencyGraph.CriticalPath;
import dev.mainstay.design.DependencyGraph.Measure;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.figures.Figures;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Percentage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What requests wait for. A caller's figure for a callee holds all that the callee waits for, so
 * that a chain is not summed: its head's arithmetic says how long, its names say where.
 */
public final class CriticalPaths {
  private final Designs designs;

  public CriticalPaths(Designs designs) {
    this.designs = designs;
  }

  public List<CriticalPath> of(Collection<Service> services) {
    return services.stream()
        .filter(service -> !required(service).isEmpty())
        .map(service ->
            new CriticalPath(
                service.name(),
                List.of(Measure.values()).stream().map(each -> chain(service, each)).toList(),
                availability(service)))
        .toList();
  }

  private Chain chain(Service service, Measure measure) {
    List<String> terms = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    double sum = 0;
    for (Dependency each : required(service)) {
      Double time = time(each, measure);
      if (time == null) {
        unknown.add(each.name());
        continue;
      }
      sum += time * calls(each);
      terms.add("%s %s x %s".formatted(each.name(), Numbers.of(calls(each)), Numbers.time(time)));
    }
    String told = terms.isEmpty() ? "" : String.join(" + ", terms) + " = " + Numbers.time(sum);
    double deadline = Durations.seconds(service.http().deadline());
    if (measure == Measure.TIMEOUTS && sum > deadline) {
      told += ", cut off by the deadline of " + Durations.format(service.http().deadline());
    }
    if (!unknown.isEmpty()) {
      told += (told.isEmpty() ? "" : "; ") + "unknown: " + String.join(", ", unknown);
    }
    return new Chain(measure, names(service, measure), terms.isEmpty() ? null : sum, told);
  }

  /** Down along what each waits for longest, until something has no design or comes again. */
  private List<String> names(Service service, Measure measure) {
    List<String> names = new ArrayList<>(List.of(service.name()));
    Set<String> seen = new HashSet<>(names);
    Optional<Service> at = Optional.of(service);
    while (at.isPresent()) {
      Optional<Dependency> longest = longest(at.get(), measure);
      at =
          longest.flatMap(
              each -> seen.add(each.name()) ? designs.service(each.name()) : Optional.empty());
      longest
          .filter(each -> !each.name().equals(names.getLast()))
          .ifPresent(each -> names.add(each.name()));
    }
    return names;
  }

  private static Optional<Dependency> longest(Service service, Measure measure) {
    Dependency longest = null;
    double most = -1;
    for (Dependency each : required(service)) {
      Double time = time(each, measure);
      if (time != null && time * calls(each) > most) {
        most = time * calls(each);
        longest = each;
      }
    }
    return Optional.ofNullable(longest);
  }

  private Availability availability(Service service) {
    List<String> terms = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    double all = 1;
    for (Dependency each : required(service)) {
      Optional<Percentage> one = Figures.availability(designs, each);
      if (one.isEmpty()) {
        unknown.add(each.name());
        continue;
      }
      double share = each.required().asFraction();
      double works =
          dev.mainstay.design.internal.checks.promise.Chain.available(each, one.get().asFraction());
      all *= works;
      terms.add(
          share == 1 && calls(each) == 1
              ? each.name() + " " + one.get()
              : "%s %s (%s, %s of the requests, %s calls)"
                  .formatted(
                      each.name(),
                      Numbers.percent(works),
                      one.get(),
                      each.required(),
                      Numbers.of(Math.max(1, calls(each)))));
    }
    return new Availability(
        terms.isEmpty() ? null : all,
        terms.isEmpty() ? "" : String.join(" x ", terms) + " = " + Numbers.percent(all),
        unknown);
  }

  private static List<Dependency> required(Service service) {
    return service.dependencies().stream()
        .filter(each -> each.required().fraction().signum() > 0)
        .toList();
  }

  /** Of a request that needs it. */
  private static double calls(Dependency dependency) {
    return dependency.callsPerRequest() / dependency.required().asFraction();
  }

  private static @Nullable Double time(Dependency dependency, Measure measure) {
    var latency = dependency.latency();
    return switch (measure) {
      case P50 -> latency == null ? null : Durations.seconds(latency.p50());
      case P99 -> latency == null ? null : Durations.seconds(latency.p99());
      case TIMEOUTS -> Figures.worst(dependency).value();
    };
  }
}
