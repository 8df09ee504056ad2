package dev.mainstay.design;

import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Rate;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happens when there is more to do than the service can: resource limits, shedding, rate
 * limits.
 *
 * @param resources those with thresholds
 * @param limits null when nothing is limited
 */
public record Overload(Map<Resource, Thresholds> resources, @Nullable Limits limits) {
  /** Nothing is written about it. */
  public static final Overload NONE = new Overload(Map.of(), null);

  public Overload {
    var copy = new EnumMap<Resource, Thresholds>(Resource.class);
    copy.putAll(resources);
    resources = Collections.unmodifiableMap(copy);
  }

  /** What an instance can run out of. */
  public enum Resource {
    MEMORY,
    CPU,
    DISK,
    CONNECTIONS,
    THREADS,
    DESCRIPTORS;

    /** As the design writes it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Shares in use at which something happens; null where nothing does.
   *
   * @param warn people are told
   * @param shed requests are refused
   * @param unready the instance reports that it is not ready
   * @param resume requests are taken again
   * @param retryAfter told to callers that are refused
   */
  public record Thresholds(
      @Nullable Percentage warn,
      @Nullable Percentage shed,
      @Nullable Percentage unready,
      @Nullable Percentage resume,
      @Nullable Duration retryAfter) {
    /** From where requests are not taken, be it that the instance leaves; null where nowhere. */
    public @Nullable Percentage refused() {
      return shed == null ? unready : shed;
    }
  }

  /**
   * Rates beyond which requests are refused; null where there is none.
   *
   * @param global over all instances and clients
   * @param perClient over all instances
   * @param burst what is let in for a short time although it is beyond {@code global}
   */
  public record Limits(
      @Nullable Rate global, @Nullable Rate perClient, Traffic.@Nullable Burst burst) {}
}
