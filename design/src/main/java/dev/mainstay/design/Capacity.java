package dev.mainstay.design;

import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Growth;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Rate;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What it was tested with, what it stores and caches, and how it grows. What is not written is
 * null.
 *
 * @param load a load that was sustained
 * @param stress a load at which it broke
 * @param spike a sudden load that was absorbed
 * @param headroom kept free above the peak, as a share of the peak
 * @param horizon how far ahead the plan looks
 * @param lead how long more capacity takes to come
 * @param growth the multiple of today's peak that the design is meant to reach
 */
public record Capacity(
    @Nullable Test load,
    @Nullable Stress stress,
    @Nullable Test spike,
    List<Store> storage,
    List<Cache> caches,
    @Nullable Percentage headroom,
    @Nullable Duration horizon,
    @Nullable Duration lead,
    @Nullable Double growth) {
  /** Nothing is written about it. */
  public static final Capacity NONE =
      new Capacity(null, null, null, List.of(), List.of(), null, null, null, null);

  public Capacity {
    storage = List.copyOf(storage);
    caches = List.copyOf(caches);
  }

  /**
   * A load that was sent.
   *
   * @param instances that carried it, or null when not told
   * @param p99 latency under it, or null when not told
   * @param day when it was sent, or null when not told
   */
  public record Test(
      Rate rate,
      Duration lasted,
      @Nullable Integer instances,
      @Nullable Duration p99,
      @Nullable LocalDate day) {}

  /**
   * @param breaks the rate at which it no longer kept its promises
   * @param instances that carried it, or null when not told
   */
  public record Stress(Rate breaks, @Nullable Integer instances, @Nullable LocalDate day) {}

  /**
   * Something that keeps data.
   *
   * @param now in use
   * @param keep how long each piece is kept
   * @param limit what it holds at most
   * @param inOneYear what the plan expects
   */
  public record Store(
      String name,
      @Nullable Bytes now,
      @Nullable Growth growth,
      @Nullable Duration keep,
      @Nullable Bytes limit,
      @Nullable Bytes inOneYear) {}

  /**
   * Answers that are kept to be used again.
   *
   * @param in the dependency that holds them, or null for the instance's own memory
   * @param saves the dependency that is asked when an answer is not there
   * @param callsPerRequest calls that ask it, or null for all calls to {@code in}
   * @param hitRatio of those calls
   * @param staleAtMost how old an answer may be
   */
  public record Cache(
      String name,
      @Nullable String in,
      @Nullable String saves,
      @Nullable Double callsPerRequest,
      @Nullable Percentage hitRatio,
      @Nullable Duration ttl,
      @Nullable Duration staleAtMost,
      @Nullable Bytes size,
      @Nullable Long entries,
      @Nullable Bytes entrySize) {}
}
