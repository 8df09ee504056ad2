package dev.mainstay.design;

import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A way of running with something missing.
 *
 * @param level how bad it is
 * @param trigger what enters it
 * @param keeps what still works, in words
 * @param loses what does not work meanwhile, in words
 * @param costs what it costs meanwhile
 * @param overrides what holds instead of the usual meanwhile
 * @param leave what ends it, or null when it ends as soon as its trigger does
 * @param header whether responses carry {@code Mainstay-Mode}
 * @param metric whether {@code degradation_mode_active} shows it
 */
public record DegradationMode(
    String name,
    Level level,
    Trigger trigger,
    String keeps,
    List<String> loses,
    Costs costs,
    Overrides overrides,
    @Nullable Leave leave,
    boolean header,
    boolean metric) {
  public DegradationMode {
    loses = List.copyOf(loses);
  }

  /** The dependency that the trigger is about. */
  public String dependency() {
    return trigger.dependency();
  }

  /** From something missing to nothing left. */
  public enum Level {
    DEGRADED,
    CRITICAL,
    FAILED
  }

  /** What enters a mode. */
  public sealed interface Trigger {
    String dependency();

    /** The dependency does not answer. */
    record Fails(String dependency) implements Trigger {}

    /** One call in twenty takes longer, over the last minutes. */
    record Slower(String dependency, Duration than) implements Trigger {}

    /** More of its answers are errors, over the last minutes. */
    record Errors(String dependency, Percentage above) implements Trigger {}
  }

  /** What ends a mode. */
  public sealed interface Recovery {
    String dependency();

    /** The dependency answers again. */
    record Works(String dependency) implements Recovery {}

    /** Nineteen calls in twenty take less. */
    record Faster(String dependency, Duration than) implements Recovery {}

    /** Fewer of its answers are errors. */
    record Errors(String dependency, Percentage below) implements Recovery {}
  }

  /**
   * @param lasting how long it must hold until the mode is left
   */
  public record Leave(Recovery recovery, Duration lasting) {}

  /**
   * What holds in the mode instead of the usual.
   *
   * @param deadline of a request, or null for the usual
   * @param timeouts dependency to the timeout of one attempt; absent when it stays
   */
  public record Overrides(@Nullable Duration deadline, Map<String, Duration> timeouts) {
    public static final Overrides NONE = new Overrides(null, Map.of());

    public Overrides {
      timeouts = Collections.unmodifiableMap(new TreeMap<>(timeouts));
    }
  }

  /**
   * What being in the mode costs, as multiples of the usual.
   *
   * @param latency the factor that latency grows by, 1 when it stays
   * @param calls dependency to the factor that calls to it grow by; absent when they stay
   */
  public record Costs(double latency, Map<String, Double> calls) {
    public static final Costs NONE = new Costs(1, Map.of());

    public Costs {
      calls = Collections.unmodifiableMap(new TreeMap<>(calls));
    }
  }
}
