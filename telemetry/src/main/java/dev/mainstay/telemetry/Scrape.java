package dev.mainstay.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one scrape of one instance gave.
 *
 * @param at when it started; all its samples carry this time
 * @param up whether it answered with a readable exposition
 * @param samples with labels {@code service}, {@code instance} and {@code version} added; {@code
 *     up} and {@code scrape_duration_seconds} are among them, and are all there is when it failed
 * @param error why it failed, null when up
 */
public record Scrape(
    Target target,
    Instant at,
    boolean up,
    List<Sample> samples,
    Duration took,
    @Nullable String error) {
  public Scrape {
    samples = List.copyOf(samples);
  }

  public Scrape(Target target, Instant at, boolean up, List<Sample> samples, Duration took) {
    this(target, at, up, samples, took, null);
  }
}
