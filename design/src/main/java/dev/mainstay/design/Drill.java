package dev.mainstay.design;

import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A failure made on purpose, to see that the design holds.
 *
 * @param every how often, or null when not said
 * @param window when it may run, or null
 * @param lasts how long the fault lasts, or null
 * @param blast what it may hurt
 * @param expect what is to be seen; a drill that sees worse has failed
 * @param abortErrors the share of failed requests at which it is stopped, or null
 */
public record Drill(
    String name,
    Fault fault,
    @Nullable Duration every,
    @Nullable Hours window,
    @Nullable Duration lasts,
    boolean inProduction,
    Blast blast,
    Expectation expect,
    @Nullable Percentage abortErrors) {

  public sealed interface Fault {
    /** An instance is killed. */
    record InstanceFails() implements Fault {}

    /** A whole zone or region is lost. */
    record SiteFails(String kind) implements Fault {}

    record DependencyFails(String dependency) implements Fault {}

    /** Each call to the dependency takes longer by that. */
    record DependencySlower(String dependency, Duration by) implements Fault {}

    /** Traffic moves to the standby. */
    record Failover() implements Fault {}

    /** The backup of that store is restored. */
    record Restore(String store) implements Fault {}
  }

  /**
   * The part that may be hurt.
   *
   * @param instances that are hit, or null
   * @param share of the capacity that is hit, or null
   */
  public record Blast(@Nullable Integer instances, @Nullable Percentage share) {
    public static final Blast UNKNOWN = new Blast(null, null);
  }

  /**
   * What is expected of the service meanwhile; null where nothing is.
   *
   * @param recovery from the fault to normal
   * @param errors the largest share of failed requests
   * @param errorsFor how long that share lasts
   * @param loss the most data lost, counted in time
   * @param mode the degradation mode that is entered
   * @param breakerOpens whether the dependency's breaker opens
   */
  public record Expectation(
      @Nullable Duration recovery,
      @Nullable Percentage errors,
      @Nullable Duration errorsFor,
      @Nullable Duration loss,
      @Nullable String mode,
      boolean breakerOpens) {
    public static final Expectation NONE = new Expectation(null, null, null, null, null, false);
  }
}
