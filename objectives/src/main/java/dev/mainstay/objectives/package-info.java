/**
 * What services promise: accumulators over scraped counters, error budgets, and the rates at which
 * they burn.
 */
@NullMarked
package dev.mainstay.objectives;

import org.jspecify.annotations.NullMarked;
