package dev.mainstay.toolkit.internal;

import dev.mainstay.toolkit.Metrics;
import java.util.List;

/** What is counted of calls to dependencies. */
public final class CallMetrics {
  private static final List<String> OUTCOMES = List.of("success", "failure", "timeout", "rejected");

  private final Metrics.Counter calls;
  private final Metrics.Counter retries;
  private final Metrics.Histogram durations;

  public CallMetrics(Metrics metrics, List<Double> buckets) {
    calls =
        metrics.counter(
            "dependency_calls_total",
            "Attempts to call a dependency, by outcome; rejected were not sent.",
            "dependency",
            "outcome");
    retries =
        metrics.counter(
            "dependency_retries_total", "Attempts that repeated a failed one.", "dependency");
    durations =
        metrics.histogram(
            "dependency_call_duration_seconds",
            "Duration of attempts that were sent.",
            buckets,
            "dependency");
  }

  /** Shows the dependency with zeros from the start, so that a first failure is an increase. */
  public void introduce(String dependency) {
    OUTCOMES.forEach(outcome -> calls.add(0, dependency, outcome));
    retries.add(0, dependency);
  }

  public void outcome(String dependency, String outcome) {
    calls.add(1, dependency, outcome);
  }

  public void finished(String dependency, String outcome, long nanos) {
    outcome(dependency, outcome);
    durations.observe(nanos / 1e9, dependency);
  }

  public void retried(String dependency) {
    retries.add(1, dependency);
  }
}
