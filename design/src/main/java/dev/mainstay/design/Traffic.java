package dev.mainstay.design;

import dev.mainstay.kernel.Rate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The load that the service is designed for, over all instances.
 *
 * @param burst a short rate above the peak, or null
 */
public record Traffic(Rate typical, Rate peak, @Nullable Burst burst) {
  /**
   * A short rate above the peak.
   *
   * @param lasts how long the burst lasts
   */
  public record Burst(Rate rate, Duration lasts) {}
}
