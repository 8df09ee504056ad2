package dev.mainstay.promql;

/**
 * Which language is spoken.
 *
 * @param experimental whether functions, operators and modifiers are there that Prometheus has
 *     behind {@code --enable-feature}
 * @param prometheus2 whether ranges, names and sums are those of Prometheus 2.42 instead of the
 *     current 3.x
 */
public record Dialect(boolean experimental, boolean prometheus2) {
  /** The current Prometheus without its experimental features. */
  public static final Dialect PROMETHEUS_3 = new Dialect(false, false);

  /** Prometheus 2.42 as it starts by default. */
  public static final Dialect PROMETHEUS_2 = new Dialect(false, true);

  /** The current Prometheus with its experimental features. */
  public static final Dialect EXPERIMENTAL = new Dialect(true, false);
}
