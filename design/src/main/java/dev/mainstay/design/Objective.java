package dev.mainstay.design;

import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A promise about the share of good events.
 *
 * @param slo the share of good events aimed at, below 100 %
 * @param sla the share promised by contract, or null
 * @param over the window that the budget is counted in
 * @param slaWithin of a latency: what the contract calls fast enough; null when that is what the
 *     objective does
 */
public record Objective(
    String name,
    Sli sli,
    Percentage slo,
    @Nullable Percentage sla,
    Window over,
    @Nullable Duration slaWithin) {
  /** One whose contract, if there is one, is about the same events. */
  public Objective(String name, Sli sli, Percentage slo, @Nullable Percentage sla, Window over) {
    this(name, sli, slo, sla, over, null);
  }

  /** The contract in words, {@code 99.9 %} or {@code 95 % within 500ms}; or null. */
  public @Nullable String slaInWords() {
    if (sla == null) {
      return null;
    }
    return slaWithin == null ? sla.toString() : sla + " within " + Durations.format(slaWithin);
  }

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
