package dev.mainstay.response;

import java.util.List;

/** Asks how much error budget a service has spent. */
@FunctionalInterface
public interface Budgets {
  /** One line per objective whose budget is known. */
  List<Line> of(String service);

  /**
   * One objective's budget.
   *
   * @param spent requests, in the objective's window
   * @param remaining share of the budget left; negative when overspent, NaN when not known
   */
  record Line(String objective, double spent, double remaining) {}

  /** Knows of no budget. */
  static Budgets unknown() {
    return service -> List.of();
  }
}
