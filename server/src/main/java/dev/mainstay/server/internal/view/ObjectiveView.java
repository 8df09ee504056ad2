package dev.mainstay.server.internal.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A promise, how it stands, and what is left of its budget.
 *
 * @param slaWithinSeconds the contract's own threshold of a latency; null when there is none
 */
public record ObjectiveView(
    String service,
    String name,
    String indicator,
    double slo,
    @Nullable Double sla,
    @Nullable Double slaWithinSeconds,
    double windowSeconds,
    boolean calendarMonth,
    @Nullable Double compliance,
    double good,
    double total,
    Budget budget,
    List<BurnRate> burnRates,
    List<String> burning,
    Health health,
    @Nullable String reason,
    double observedSeconds,
    Instant asOf) {

  public record Budget(
      @Nullable Double totalRequests,
      @Nullable Double spentRequests,
      @Nullable Double remainingFraction,
      double totalMinutes,
      @Nullable Double remainingMinutes) {}

  public record BurnRate(double windowSeconds, @Nullable Double rate, double total) {}
}
