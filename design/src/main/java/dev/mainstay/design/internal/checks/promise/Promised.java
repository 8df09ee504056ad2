package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Promise;
import dev.mainstay.design.Promise.Good;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the checks of promises ask of them. */
final class Promised {
  private Promised() {}

  /** A promise of an answer's speed. */
  record Latency(Promise promise, double share, Duration threshold) {
    String words() {
      return promise.slo() + " < " + Durations.format(threshold);
    }
  }

  record Pair(Promise first, Promise second) {}

  static String path(Promise promise) {
    return "objectives/" + promise.name();
  }

  /** Where its share stands: {@code slo}, or the sentence that names it. */
  static String share(Findings findings, Service service, Promise promise) {
    String slo = path(promise) + "/slo";
    return findings.isWritten(service, slo) ? slo : path(promise) + "/good";
  }

  /** The budget in seconds of complete failure; 0 when the promise has no share. */
  static double budget(Promise promise) {
    return allowed(promise) * Durations.seconds(promise.over().length());
  }

  /** The share of events that may be bad. */
  static double allowed(Promise promise) {
    Percentage slo = promise.slo();
    return slo == null ? 0 : slo.complement().asFraction();
  }

  static List<Promise> availabilities(Service service) {
    return service.promises().stated().stream()
        .filter(promise -> promise.good() instanceof Good.Status && promise.slo() != null)
        .toList();
  }

  static List<Latency> latencies(Service service) {
    List<Latency> latencies = new ArrayList<>();
    for (Promise promise : service.promises().stated()) {
      Percentage slo = promise.slo();
      if (promise.good() instanceof Good.Faster(Duration than) && slo != null) {
        latencies.add(new Latency(promise, slo.asFraction(), than));
      }
    }
    return latencies;
  }

  /** All pairs over the same window with the same exclusions. */
  static List<Pair> comparable(Service service) {
    List<Promise> all = service.promises().stated();
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        Promise a = all.get(i);
        Promise b = all.get(j);
        if (a.over().equals(b.over())
            && Set.copyOf(a.excludes()).equals(Set.copyOf(b.excludes()))) {
          pairs.add(new Pair(a, b));
        }
      }
    }
    return pairs;
  }

  static String window(Promise promise) {
    return promise.over().calendarMonth()
        ? "month of 30d"
        : Durations.format(promise.over().length());
  }
}
