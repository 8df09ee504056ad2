package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Organisation.CostCentre;
import dev.mainstay.design.Planning.Cost;
import dev.mainstay.design.Service;
import dev.mainstay.kernel.Spend;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a cost centre pays for its services.
 *
 * @param sum over the period of the budget
 * @param parts service and amount, of those whose price is known
 * @param unknown services that say nothing about their price
 */
public record Centre(BigDecimal sum, List<Part> parts, List<String> unknown) {
  /** What one service costs. */
  public record Part(String service, BigDecimal amount) {}

  /** With the fewest instances; empty when amounts are in different currencies. */
  static Optional<Centre> spent(List<Service> services, Spend budget) {
    return of(services, budget, true);
  }

  /** As their budgets have it; empty when amounts are in different currencies. */
  static Optional<Centre> budgets(List<Service> services, Spend budget) {
    return of(services, budget, false);
  }

  private static Optional<Centre> of(List<Service> services, Spend budget, boolean spent) {
    List<Part> parts = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    BigDecimal sum = BigDecimal.ZERO;
    for (Service service : services) {
      Cost cost = service.planning().cost();
      boolean known =
          cost != null
              && (spent
                  ? cost.instance() != null || !cost.fixed().isEmpty()
                  : cost.budget() != null);
      if (cost == null || !known) {
        unknown.add(service.name());
        continue;
      }
      if (Spending.all(cost).values().stream()
          .anyMatch(amount -> !amount.currency().equals(budget.currency()))) {
        return Optional.empty();
      }
      Spend own = cost.budget();
      BigDecimal amount =
          spent || own == null
              ? Spending.at(cost, service.instances().min(), budget.per())
              : own.in(budget.per());
      parts.add(new Part(service.name(), amount));
      sum = sum.add(amount);
    }
    return Optional.of(new Centre(sum, List.copyOf(parts), List.copyOf(unknown)));
  }

  /** For a document: what its services cost with the fewest instances, against its budget. */
  public static Optional<String> told(CostCentre centre, List<Service> services) {
    Spend budget = centre.budget();
    return budget == null
        ? Optional.empty()
        : spent(services, budget)
            .filter(spent -> !spent.parts().isEmpty())
            .map(spent -> spent.sum(budget) + " of " + budget);
  }

  boolean exceeds(Spend budget) {
    return sum.compareTo(budget.money().amount()) > 0;
  }

  /** {@code shop-api 72.00 + mail 10.00 = 82.00 USD/month}. */
  String sum(Spend budget) {
    List<String> each =
        parts.stream()
            .map(part ->
                part.service()
                    + " "
                    + part.amount().setScale(2, RoundingMode.HALF_UP).toPlainString())
            .toList();
    return String.join(" + ", each) + " = " + Spending.told(sum, budget);
  }
}
