package dev.mainstay.design;

import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How it comes back from a disaster; null where nothing is written.
 *
 * @param tier of the organisation, for recovery
 * @param rpo the recovery point objective: the most data lost, counted in time
 * @param rto the recovery time objective: from the failure until users are served
 * @param survives the largest failure that must not end the service
 * @param zones that the instances are spread over
 * @param region where it runs
 * @param instanceAvailability of one instance alone
 * @param corruptionFoundWithin how long wrong data may stay unnoticed
 */
public record Recovery(
    @Nullable String tier,
    @Nullable Duration rpo,
    @Nullable Duration rto,
    @Nullable Strategy strategy,
    @Nullable Site survives,
    @Nullable Integer zones,
    @Nullable String region,
    @Nullable Percentage instanceAvailability,
    @Nullable Duration corruptionFoundWithin,
    @Nullable Failover failover,
    @Nullable Replication replication,
    List<Backup> backups,
    Reliability reliability,
    List<Drill> drills) {
  public Recovery {
    backups = List.copyOf(backups);
    drills = List.copyOf(drills);
  }

  /** Weakest first. */
  public enum Strategy {
    RESTORE,
    COLD_STANDBY,
    WARM_STANDBY,
    HOT_STANDBY,
    ACTIVE_ACTIVE;

    /** Whether a second copy of the data is kept current. */
    public boolean replicates() {
      return compareTo(WARM_STANDBY) >= 0;
    }
  }

  /** What can fail as a whole, smallest first. */
  public enum Site {
    INSTANCE,
    ZONE,
    REGION
  }

  /**
   * How traffic moves to what still works.
   *
   * @param automatic whether it starts without a person's decision, or null when not said
   * @param takes the whole as claimed, or null
   * @param ttl how long clients keep the old address, or null
   * @param steps how long each takes, one after another
   */
  public record Failover(
      @Nullable Boolean automatic,
      @Nullable Duration takes,
      @Nullable Duration ttl,
      Map<Step, Duration> steps) {
    public Failover {
      var copy = new EnumMap<Step, Duration>(Step.class);
      copy.putAll(steps);
      steps = Collections.unmodifiableMap(copy);
    }

    /** All steps one after another. */
    public Duration sum() {
      return steps.values().stream().reduce(Duration.ZERO, Duration::plus);
    }
  }

  /** In their order. */
  public enum Step {
    DETECTION,
    DECISION,
    START,
    RESTORE,
    REPLAY,
    SWITCH,
    PROPAGATION,
    VERIFICATION
  }

  /**
   * The second copy of the data.
   *
   * @param lag how far the copy is behind; of a synchronous one, how long each write waits for it
   * @param to zone or region
   */
  public record Replication(
      @Nullable String of, @Nullable Mode mode, @Nullable Duration lag, @Nullable String to) {
    public enum Mode {
      SYNC,
      ASYNC
    }
  }

  /**
   * Copies of one store; null where nothing is written.
   *
   * @param full interval between full backups
   * @param incremental interval between incremental ones
   * @param log interval at which the log is shipped, zero when continuously
   * @param keep how long full backups are kept
   * @param keepIncremental how long incremental ones are kept
   * @param keepLog how long the log is kept
   * @param takes how long a full backup takes
   * @param window when full backups run
   * @param to zone or region that they are kept in
   * @param restoreTest interval between restore tests; {@link #NEVER} when there are none
   * @param restoreTakes how long a restore takes
   */
  public record Backup(
      String of,
      @Nullable Duration full,
      @Nullable Duration incremental,
      @Nullable Duration log,
      @Nullable Duration keep,
      @Nullable Duration keepIncremental,
      @Nullable Duration keepLog,
      @Nullable Duration takes,
      @Nullable Hours window,
      @Nullable String to,
      @Nullable Duration restoreTest,
      @Nullable Duration restoreTakes) {
    public static final Duration NEVER = Duration.ofDays(36_500);
  }

  /**
   * The figures of incidents that the team aims at; null where none is.
   *
   * @param mtbf between the starts of two failures
   * @param mttd from the failure until it is noticed
   * @param mtta from the notice until somebody works on it
   * @param mttm from the failure until users are served again
   * @param mttr from the failure until its cause is mended
   */
  public record Reliability(
      @Nullable Duration mtbf,
      @Nullable Duration mttd,
      @Nullable Duration mtta,
      @Nullable Duration mttm,
      @Nullable Duration mttr) {}
}
