package dev.mainstay.server.internal.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an objective stands that the server holds; what is not known is null.
 *
 * @param source {@code design} or {@code openslo}
 * @param place where it is stated, {@code slo.yaml:3:1}
 * @param level {@code healthy}, {@code warning}, {@code critical}, {@code exhausted}, {@code
 *     unknown}
 * @param from where the budget's window begins, in Unix seconds; null while nothing is counted
 * @param agreement what is promised by contract; null when nothing is
 * @param whenUsedUp {@code freeze} or {@code warn}; null when its budget does not hold releases
 * @param asOf when that was so, in Unix seconds
 */
public record ObjectiveStandingView(
    String service,
    String name,
    String source,
    String place,
    String level,
    @Nullable Double target,
    @Nullable Double indicator,
    @Nullable Double from,
    @Nullable Double until,
    EvaluationView.@Nullable Budget budget,
    List<EvaluationView.Rate> rates,
    List<Burn> burns,
    @Nullable Agreement agreement,
    @Nullable String whenUsedUp,
    int corrections,
    @Nullable Double asOf,
    @Nullable String unknown) {
  public ObjectiveStandingView {
    rates = List.copyOf(rates);
    burns = List.copyOf(burns);
  }

  /**
   * What is promised by contract, over the same window.
   *
   * @param target 0 to 1
   * @param indicator share of good in the window, 0 to 1
   * @param within its own threshold of a latency in seconds; null when events are the objective's
   * @param unknown why it is not known how it stands, or null
   */
  public record Agreement(
      double target,
      @Nullable Double indicator,
      EvaluationView.Budget budget,
      List<Burn> burns,
      @Nullable Double within,
      @Nullable String unknown) {
    public Agreement {
      burns = List.copyOf(burns);
    }
  }

  /** A multi-window burn-rate rule. */
  public record Burn(
      String rule, String longWindow, String shortWindow, double factor, boolean burning) {}
}
