package dev.mainstay.design;

import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Rate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The load that the service is designed for, over all instances.
 *
 * @param burst a short rate above the peak, or null
 * @param growthPerMonth of the peak, compounding every 30 days, or null when unknown
 * @param perClient the most that one client sends, or null when unknown
 * @param request mean size of a request, or null when unknown
 * @param response mean size of a response, or null when unknown
 */
public record Traffic(
    Rate typical,
    Rate peak,
    @Nullable Burst burst,
    @Nullable Percentage growthPerMonth,
    @Nullable Rate perClient,
    @Nullable Bytes request,
    @Nullable Bytes response) {
  /**
   * A short rate above the peak.
   *
   * @param lasts how long the burst lasts
   */
  public record Burst(Rate rate, Duration lasts) {}
}
