package dev.mainstay.design;

import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A promise about the share of good events.
 *
 * @param slo the share of good events aimed at, below 100 %
 * @param sla the share promised by contract, or null
 * @param over the window that the budget is counted in
 */
public record Objective(
    String name, Sli sli, Percentage slo, @Nullable Percentage sla, Window over) {

  /** What counts as an event, and when it is good. */
  public sealed interface Sli {
    /** HTTP requests whose status is below {@code badFromStatus} are good. */
    record Availability(int badFromStatus) implements Sli {}

    /** HTTP requests answered within {@code threshold} are good. */
    record Latency(Duration threshold) implements Sli {}

    /** Events counted by two counters of the service. */
    record Ratio(Selector good, Selector total) implements Sli {}
  }

  /**
   * The budget's window.
   *
   * @param length of a rolling window; of a calendar month, 30 days as its nominal length
   */
  public record Window(Duration length, boolean calendarMonth) {}
}
