package dev.mainstay.toolkit;

import java.time.Duration;

/**
 * What an attempt may use.
 *
 * @param timeout the least of the dependency's timeout, the request's remaining deadline and the
 *     time left for retries; more than zero
 * @param attempt from 1
 * @param trace the span of this attempt; send {@link Trace#traceparent} with it
 */
public record CallContext(Duration timeout, int attempt, Trace trace) {}
