package dev.mainstay.objectives;

import dev.mainstay.design.Objective;
import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a promise stands.
 *
 * @param slo the share of good events aimed at
 * @param sla the share promised by contract, or null
 * @param compliance the share of good events observed within the window, 0 to 1; NaN when unknown
 * @param good events within the window
 * @param total events within the window
 * @param rates burn rates, by growing window
 * @param alerts the multi-window rules, the most urgent first
 * @param observed how much of the window was watched; at most the window's length
 * @param exhaustedIn when the budget ends if the last hour's rate goes on, counted from {@code
 *     asOf}; null when it does not shrink or is exhausted already
 * @param unknown why the compliance is unknown, one line; null when it is known
 */
public record ObjectiveStatus(
    String service,
    String name,
    Percentage slo,
    @Nullable Percentage sla,
    Objective.Window window,
    double compliance,
    double good,
    double total,
    Budget budget,
    List<WindowRate> rates,
    List<BurnAlert> alerts,
    Instant asOf,
    Duration observed,
    @Nullable Duration exhaustedIn,
    @Nullable String unknown) {

  public ObjectiveStatus {
    rates = List.copyOf(rates);
    alerts = List.copyOf(alerts);
  }

  /** Whether any rule says that the budget burns too fast. */
  public boolean burning() {
    return alerts.stream().anyMatch(BurnAlert::burning);
  }

  /**
   * What may fail within the window. While less than the window was watched, the whole window is
   * taken to have the traffic of the watched part.
   *
   * @param totalRequests events that may be bad within the window
   * @param spentRequests events that were
   * @param remainingFraction 1 untouched, 0 used up, negative overspent; NaN when unknown
   * @param totalMinutes of complete failure that the window allows
   * @param remainingMinutes the same for what remains; NaN when unknown
   */
  public record Budget(
      double totalRequests,
      double spentRequests,
      double remainingFraction,
      double totalMinutes,
      double remainingMinutes) {
    /** Whether nothing remains. */
    public boolean exhausted() {
      return remainingFraction <= 0;
    }
  }

  /**
   * How fast the budget was spent within a window.
   *
   * @param burnRate the share of bad events over the share that the objective allows: at 1 the
   *     budget lasts exactly the window; NaN without events
   * @param total events within {@code window}
   */
  public record WindowRate(Duration window, double burnRate, double total) {}

  /**
   * A rule: burning when both windows burn faster than {@code factor}.
   *
   * @param name {@code fast-burn}, {@code quick-burn}, {@code steady-burn}, {@code slow-burn}
   */
  public record BurnAlert(
      String name, Duration longWindow, Duration shortWindow, double factor, boolean burning) {}
}
