package dev.mainstay.design;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A way of running with something missing.
 *
 * @param dependency whose failure enters it; it is left when the dependency works again
 * @param keeps what still works, in words
 * @param costs what it costs meanwhile
 * @param header whether responses carry {@code Mainstay-Mode}
 * @param metric whether {@code degradation_mode_active} shows it
 */
public record DegradationMode(
    String name, String dependency, String keeps, Costs costs, boolean header, boolean metric) {

  /**
   * What being in the mode costs, as multiples of the usual.
   *
   * @param latency the factor that latency grows by, 1 when it stays
   * @param calls dependency to the factor that calls to it grow by; absent when they stay
   */
  public record Costs(double latency, Map<String, Double> calls) {
    public static final Costs NONE = new Costs(1, Map.of());

    public Costs {
      calls = Collections.unmodifiableMap(new TreeMap<>(calls));
    }
  }
}
