package dev.mainstay.server.internal.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the objectives that the server holds, those that ask most for a person first.
 *
 * @param total how many there are
 * @param states how many of these are in each state
 * @param usedUp how many of these have nothing left of their budget
 * @param broken how many of these do not keep what is promised by contract
 * @param matching how many of these are asked for
 * @param before how many of those come before this page
 * @param previous what to ask {@code after} for the page before this one; null on the first
 * @param next what to ask {@code after} for the next page; null on the last
 */
public record ObjectiveListView(
    int total,
    States states,
    int usedUp,
    int broken,
    int matching,
    int before,
    List<Row> objectives,
    @Nullable String previous,
    @Nullable String next) {
  public ObjectiveListView {
    objectives = List.copyOf(objectives);
  }

  /** How many there are in each state. */
  public record States(int act, int watch, int unknown, int good) {}

  /**
   * An objective in a list; what is not known is null.
   *
   * @param source {@code design} or {@code openslo}
   * @param health of what it aims at and what is promised by contract, the worse
   * @param level {@code healthy}, {@code warning}, {@code critical}, {@code exhausted}, {@code
   *     unknown}
   * @param remaining share of the budget: 1 untouched, 0 used up, negative overspent
   * @param burning the burn-rate rules that hold
   * @param agreement what is promised by contract; null when nothing is
   * @param whenUsedUp {@code freeze} or {@code warn}; null when its budget does not hold releases
   */
  public record Row(
      String service,
      String name,
      String source,
      Health health,
      String level,
      @Nullable Double target,
      @Nullable Double indicator,
      @Nullable Double remaining,
      List<String> burning,
      @Nullable Agreement agreement,
      @Nullable String whenUsedUp) {
    public Row {
      burning = List.copyOf(burning);
    }
  }

  /**
   * What is promised by contract.
   *
   * @param target 0 to 1
   * @param within its own threshold of a latency in seconds; null when events are the objective's
   */
  public record Agreement(double target, @Nullable Double within, Health health) {}
}
