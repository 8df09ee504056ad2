package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Recovery.Reliability;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the first failed request until users are served again, as far as targets are written. */
record Incident(List<Phase> phases) {
  record Phase(String key, Duration target) {}

  static Incident of(Reliability targets) {
    List<Phase> phases = new ArrayList<>();
    add(phases, "mttd", targets.mttd());
    add(phases, "mtta", targets.mtta());
    add(phases, "mttm", targets.mttm());
    return new Incident(phases);
  }

  private static void add(List<Phase> phases, String key, @Nullable Duration target) {
    if (target != null) {
      phases.add(new Phase(key, target));
    }
  }

  int parts() {
    return phases.size();
  }

  Duration length() {
    return phases.stream().map(Phase::target).reduce(Duration.ZERO, Duration::plus);
  }

  /** {@code 5m + 2m + 30m = 37m}. */
  String sum() {
    return String.join(
            " + ", phases.stream().map(phase -> Durations.format(phase.target())).toList())
        + (phases.size() == 1 ? "" : " = " + Durations.format(length()));
  }

  void name(Findings.Finding finding) {
    phases.forEach(phase -> finding.with("recovery/reliability/" + phase.key(), phase.key()));
  }
}
