package dev.mainstay.design.slo;

import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.BudgetRule;
import dev.mainstay.design.Objective;
import dev.mainstay.kernel.Place;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An objective.
 *
 * @param name unique within the service
 * @param place where it is stated
 * @param parts one, or those of a composite
 * @param budgetRule what its budget says about releases, or null
 * @param alerts what its alert policies ask for, instead of the multi-window rules; null when it
 *     has no policies
 * @param agreed the share that a contract promises of the same events, 0 to 1; or null
 * @param designed the design's objective that it was made from; null for those of documents
 */
public record Slo(
    String service,
    String name,
    Place place,
    List<Part> parts,
    BudgetWindow window,
    @Nullable BudgetRule budgetRule,
    @Nullable List<PolicyAlert> alerts,
    @Nullable BigDecimal agreed,
    @Nullable Objective designed) {
  public Slo {
    parts = List.copyOf(parts);
    alerts = alerts == null ? null : List.copyOf(alerts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException(
          "objective " + name + ": no part (expected: at least one)");
    }
  }

  /** One of a document, whose budget says nothing about releases. */
  public Slo(String service, String name, Place place, List<Part> parts, BudgetWindow window) {
    this(service, name, place, parts, window, null, null);
  }

  /** One of a document, with which no contract goes. */
  public Slo(
      String service,
      String name,
      Place place,
      List<Part> parts,
      BudgetWindow window,
      @Nullable BudgetRule budgetRule,
      @Nullable List<PolicyAlert> alerts) {
    this(service, name, place, parts, window, budgetRule, alerts, null, null);
  }

  /** The same, with what a contract promises of its events. */
  public Slo agreeing(@Nullable BigDecimal share) {
    return new Slo(service, name, place, parts, window, budgetRule, alerts, share, designed);
  }

  /**
   * An alert that a policy asks for.
   *
   * @param name of the policy and the condition, {@code page/fast}
   * @param burn null for the alert that nothing is known
   * @param after how long that must hold
   * @param description may be empty
   * @param runbook address or name, or the empty string
   */
  public record PolicyAlert(
      String name,
      @Nullable BurnLimit burn,
      Duration after,
      Severity severity,
      String description,
      String runbook) {}

  /**
   * A limit of the burn rate, which is 1 when the budget lasts exactly its window.
   *
   * @param comparison of the burn rate with the threshold
   * @param over how long back it is looked at
   */
  public record BurnLimit(Comparison comparison, BigDecimal threshold, Duration over) {}

  /**
   * One indicator with its aim.
   *
   * @param target the share aimed at, from 0 and below 1
   * @param weight in a composite, &gt; 0
   */
  public record Part(
      String name, Metric metric, BigDecimal target, Budgeting budgeting, BigDecimal weight) {}

  /** What an indicator is made of; queries are PromQL. */
  public sealed interface Metric {
    /**
     * Good, or bad, among all events.
     *
     * @param part the query of good or bad events
     * @param bad whether {@code part} counts bad ones
     * @param total the query of all events
     * @param counter whether the queries count from a start; else each value is of its own moment
     */
    record Ratio(String part, boolean bad, String total, boolean counter) implements Metric {}

    /**
     * A share that the query gives already, 0 to 1.
     *
     * @param success whether it is the share of good events
     */
    record Raw(String query, boolean success) implements Metric {}

    /** Good where the query's value compares with the limit as {@code comparison} says. */
    record Threshold(String query, Comparison comparison, double limit) implements Metric {}
  }

  /** How a value is compared with a limit. */
  public enum Comparison {
    AT_MOST,
    BELOW,
    AT_LEAST,
    ABOVE;

    public boolean holds(double value, double limit) {
      return switch (this) {
        case AT_MOST -> value <= limit;
        case BELOW -> value < limit;
        case AT_LEAST -> value >= limit;
        case ABOVE -> value > limit;
      };
    }

    /** As OpenSLO writes it; null when it is none. */
    public static @Nullable Comparison of(String operator) {
      return switch (operator) {
        case "lte" -> AT_MOST;
        case "lt" -> BELOW;
        case "gte" -> AT_LEAST;
        case "gt" -> ABOVE;
        default -> null;
      };
    }
  }

  /** What the budget is counted in. */
  public sealed interface Budgeting {
    /** Events. */
    record Occurrences() implements Budgeting {}

    /**
     * Stretches of time, each good or bad.
     *
     * @param slice their length
     * @param share of good events that makes one good, 0 to 1
     */
    record Timeslices(Duration slice, BigDecimal share) implements Budgeting {}

    /** Stretches of time, each as good as its share of good events. */
    record RatioTimeslices(Duration slice) implements Budgeting {}
  }
}
