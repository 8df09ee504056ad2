package dev.mainstay.design;

import dev.mainstay.kernel.Bandwidth;
import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Cores;
import dev.mainstay.kernel.Rate;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many copies run and what one carries.
 *
 * @param min always running, &ge; 1
 * @param max never exceeded, &ge; min
 * @param capacity requests per second that one instance carries, or null when not declared
 * @param startup from start to ready
 * @param each what one instance is given and uses
 * @param scaling null when nothing starts or stops instances by load
 * @param disruption what maintenance of the nodes may take away at once; null when nothing is said
 * @param resized resources of an instance that something enlarges and reduces by use
 */
public record Instances(
    int min,
    int max,
    @Nullable Rate capacity,
    Duration startup,
    Each each,
    @Nullable Scaling scaling,
    @Nullable Disruption disruption,
    Set<Resized> resized) {

  public Instances {
    resized = Set.copyOf(resized);
  }

  /** What may be taken away at once when nodes are drained. */
  public sealed interface Disruption {
    /** Of so many instances; below zero when more are to stay than there are. */
    int missing(int instances);

    /**
     * @param portion that may be missing; a share is rounded up
     */
    record Unavailable(Portion portion) implements Disruption {
      @Override
      public int missing(int instances) {
        return portion.up(instances);
      }
    }

    /**
     * @param portion that must stay; a share is rounded up
     */
    record Available(Portion portion) implements Disruption {
      @Override
      public int missing(int instances) {
        return instances - portion.up(instances);
      }
    }
  }

  /** What a vertical autoscaler changes. */
  public enum Resized {
    CPU,
    MEMORY
  }

  /**
   * What one instance is given and uses; what is not written is null.
   *
   * @param idle used without any request
   * @param busy used while it carries its capacity
   * @param in received by its network
   * @param out sent by its network
   */
  public record Each(
      @Nullable Cores cpu,
      @Nullable Bytes memory,
      Usage idle,
      Usage busy,
      @Nullable Threads threads,
      @Nullable Bandwidth in,
      @Nullable Bandwidth out) {
    /** Nothing is written about it. */
    public static final Each NONE =
        new Each(null, null, Usage.UNKNOWN, Usage.UNKNOWN, null, null, null);
  }

  /** Used of the processor and of the memory; null when unknown. */
  public record Usage(@Nullable Cores cpu, @Nullable Bytes memory) {
    public static final Usage UNKNOWN = new Usage(null, null);
  }

  /**
   * The threads that serve requests, each one request at a time.
   *
   * @param size &ge; 1
   * @param queue requests that may wait for a thread, or null when not declared
   * @param maxWait for a thread; then the request is refused; null when not declared
   * @param stack of each thread, or null when unknown
   */
  public record Threads(
      int size, @Nullable Integer queue, @Nullable Duration maxWait, @Nullable Bytes stack) {}
}
