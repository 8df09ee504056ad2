package dev.mainstay.design;

import java.time.Duration;
import java.util.List;

/**
 * A condition that someone must hear of.
 *
 * @param pending how long the condition must hold before it fires
 * @param runbook name of a runbook, without its suffix
 * @param impact who is hurt and how, in words
 * @param investigate what to look at first, step by step; may be empty
 */
public record Alert(
    String name,
    Condition when,
    Duration pending,
    Severity severity,
    String runbook,
    String impact,
    List<String> investigate) {
  public Alert {
    investigate = List.copyOf(investigate);
  }

  /** One that leaves the investigation to its runbook. */
  public Alert(
      String name,
      Condition when,
      Duration pending,
      Severity severity,
      String runbook,
      String impact) {
    this(name, when, pending, severity, runbook, impact, List.of());
  }

  public enum Severity {
    P0,
    P1,
    P2,
    P3
  }

  public sealed interface Condition {
    /** Behind an objective's name: not its budget, but what its agreement with customers allows. */
    String AGREEMENT = "-sla";

    /**
     * An error budget burns too fast, by the multi-window multi-burn-rate rule.
     *
     * @param objectives of this service by name, or by {@code name-sla}; empty means all, but of no
     *     agreement
     * @param rules by name, such as {@code fast-burn}; empty means those of the method
     */
    record BudgetBurns(List<String> objectives, List<String> rules) implements Condition {
      public BudgetBurns {
        objectives = List.copyOf(objectives);
        rules = List.copyOf(rules);
      }

      /** Any rule of the method. */
      public BudgetBurns(List<String> objectives) {
        this(objectives, List.of());
      }
    }

    /** No ready instance can reach the dependency, or some cannot: any instance reports it down. */
    record DependencyFails(String dependency) implements Condition {}

    /** Fewer instances are up and ready than {@code atLeast}. */
    record TooFewReady(int atLeast) implements Condition {}

    /** The sum of the selected series, or of their per-second rates for counters, compares so. */
    record Threshold(Selector selector, boolean rate, Comparison comparison, double value)
        implements Condition {}
  }

  public enum Comparison {
    ABOVE,
    BELOW
  }
}
