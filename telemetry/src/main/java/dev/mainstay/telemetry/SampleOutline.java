package dev.mainstay.telemetry;

/**
 * Samples of a series of which some were left out.
 *
 * @param samples from old to new
 * @param leftOut how many more there are
 */
public record SampleOutline(SampleCursor samples, long leftOut) {}
