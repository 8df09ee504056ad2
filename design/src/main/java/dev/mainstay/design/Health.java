package dev.mainstay.design;

import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the service tells that it has started, that it lives and that it can take traffic.
 *
 * @param startup null when nothing is written about it
 */
public record Health(Probe liveness, Probe readiness, @Nullable Startup startup) {
  /**
   * A question asked again and again.
   *
   * @param every the interval between two probes
   * @param failures consecutive failures after which the probe counts as failed, &ge; 1
   * @param checks names of the dependencies that it asks
   * @param checkTimeouts how long the probe waits for each dependency, where that is written
   * @param delay from the start of the process to the first probe
   * @param failsAbove resource to the share in use above which it fails; absent resources do not
   *     matter to it
   * @param because the rationale, or null
   */
  public record Probe(
      String path,
      Duration every,
      Duration timeout,
      int failures,
      List<String> checks,
      Map<String, Duration> checkTimeouts,
      Duration delay,
      Map<String, Percentage> failsAbove,
      @Nullable String because) {
    public Probe {
      checks = List.copyOf(checks);
      checkTimeouts = Collections.unmodifiableMap(new TreeMap<>(checkTimeouts));
      failsAbove = Collections.unmodifiableMap(new TreeMap<>(failsAbove));
    }

    /** One that starts at once and looks at no resource. */
    public Probe(String path, Duration every, Duration timeout, int failures, List<String> checks) {
      this(path, every, timeout, failures, checks, Map.of(), Duration.ZERO, Map.of(), null);
    }

    /** From a failure to its being noticed: so many intervals. */
    public Duration detection() {
      return every.multipliedBy(failures);
    }
  }

  /**
   * What start-up consists of, and how long it may take.
   *
   * @param within the time it may take
   * @param every the interval of the start-up probe, or null when there is none
   * @param failures of the start-up probe until the process is given up, or null
   * @param delay from the start of the process to the first start-up probe
   * @param phases what it consists of, in the order written
   */
  public record Startup(
      Duration within,
      @Nullable Duration every,
      @Nullable Integer failures,
      Duration delay,
      Map<String, Duration> phases,
      @Nullable String because) {
    public Startup {
      phases = Collections.unmodifiableMap(new LinkedHashMap<>(phases));
    }
  }
}
