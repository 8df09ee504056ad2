package dev.mainstay.telemetry;

/**
 * Where what comes beside samples is kept, in memory.
 *
 * @param metadata what metrics mean
 * @param exemplars observations by their traces
 */
public record SampleNotes(MetricMetadata metadata, Exemplars exemplars) {}
