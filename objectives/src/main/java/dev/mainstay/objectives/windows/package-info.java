/**
 * How much counters grew within windows that slide with time, kept up to date sample by sample:
 * what a query would read thirty days of samples for is the difference of two positions.
 */
@NullMarked
package dev.mainstay.objectives.windows;

import org.jspecify.annotations.NullMarked;
