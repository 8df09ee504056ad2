package dev.mainstay.examples.payments.load;

import java.time.Duration;
import java.time.Instant;

/**
 * What became of one request.
 *
 * @param start the instant the schedule named
 * @param latency from {@code start} to the answer
 * @param outcome the HTTP status, or {@code timeout}, {@code connection}, {@code dropped} (too many
 *     were out already), {@code wrong} (an answer that contradicts an earlier one)
 * @param success whether the customer got what was asked for
 * @param version the release that answered, or empty
 * @param mode the degradation mode in the answer, or empty
 */
public record Sample(
    Instant start,
    Duration latency,
    Step step,
    String outcome,
    boolean success,
    String version,
    String mode) {}
