/**
 * How objectives stand: indicators, budgets, burn rates, forecasts and what the budget's policy
 * says, from exact counts.
 */
@NullMarked
package dev.mainstay.objectives.evaluation;

import org.jspecify.annotations.NullMarked;
