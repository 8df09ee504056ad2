package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Recovery.Failover;
import dev.mainstay.design.Recovery.Step;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The steps of a failover; addresses that clients keep make its propagation longer. */
record Steps(Map<Step, Duration> each) {
  static Steps of(Failover failover) {
    var each = new EnumMap<Step, Duration>(Step.class);
    each.putAll(failover.steps());
    Duration ttl = failover.ttl();
    if (ttl != null) {
      each.merge(Step.PROPAGATION, ttl, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }
    return new Steps(each);
  }

  Duration sum() {
    return each.values().stream().reduce(Duration.ZERO, Duration::plus);
  }

  Step longest() {
    Step longest = Step.DETECTION;
    Duration most = Duration.ofNanos(-1);
    for (Map.Entry<Step, Duration> entry : each.entrySet()) {
      if (entry.getValue().compareTo(most) > 0) {
        longest = entry.getKey();
        most = entry.getValue();
      }
    }
    return longest;
  }

  /** {@code detection 1m + switch 5m = 6m}. */
  String words() {
    List<String> words = new ArrayList<>();
    each.forEach((step, takes) -> words.add(word(step) + " " + Durations.format(takes)));
    return String.join(" + ", words) + " = " + Durations.format(sum());
  }

  static String word(Step step) {
    return step.name().toLowerCase(Locale.ROOT);
  }

  static String path(Step step) {
    return "recovery/failover/steps/" + word(step);
  }
}
