package dev.mainstay.objectives.evaluation;

import java.time.Instant;

/**
 * What happened within an hour of the budget's window.
 *
 * @param end included; the hour in which the window began, and the present one, are partly in it
 * @param events or slices, where the budget is counted in them
 */
public record SpentHour(Instant end, Events events) {}
