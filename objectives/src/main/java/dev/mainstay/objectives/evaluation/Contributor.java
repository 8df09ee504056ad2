package dev.mainstay.objectives.evaluation;

/**
 * A label value whose counters spent a part of a budget.
 *
 * @param part the indicator's name in a composite, else the empty string
 * @param bad events that were bad
 * @param total events
 */
public record Contributor(String part, String label, String value, double bad, double total) {}
