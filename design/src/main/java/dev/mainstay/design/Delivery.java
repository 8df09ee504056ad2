package dev.mainstay.design;

import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How versions of the service reach its callers.
 *
 * @param run how Mainstay runs it, or null when something else does
 * @param strategy how a new version takes over from the old one
 * @param rollback when and how a rollout is taken back
 * @param release what is asked for around a rollout
 */
public record Delivery(@Nullable Run run, Strategy strategy, Rollback rollback, Release release) {

  /**
   * What Mainstay needs to start instances and to lead callers to them.
   *
   * @param process how an instance is started
   * @param gatewayPort where callers reach the service, on loopback
   * @param initialVersion started when no version was ever deployed
   */
  public record Run(ProcessTemplate process, int gatewayPort, String initialVersion) {}

  /**
   * A command with {@code ${version}} in it; relative paths start at the design's folder.
   *
   * @param workingDirectory absolute, or null for the design's folder
   * @param grace between SIGTERM and SIGKILL
   */
  public record ProcessTemplate(
      List<String> command,
      Map<String, String> environment,
      @Nullable String workingDirectory,
      Duration grace) {
    public ProcessTemplate {
      command = List.copyOf(command);
      environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }
  }

  /**
   * How a new version takes over.
   *
   * @param canary steps of rising weight; all traffic follows the last one; empty for none
   * @param rolling instances replaced a few at a time, or null
   * @param blueGreen a second full set of instances, or null
   * @param flags of {@code planning} behind which the new behaviour ships, by name
   * @param instancesPerStep started at once, or null when the strategy says it
   */
  public record Strategy(
      List<Step> canary,
      @Nullable Rolling rolling,
      @Nullable BlueGreen blueGreen,
      List<String> flags,
      @Nullable Integer instancesPerStep) {
    public Strategy {
      canary = List.copyOf(canary);
      flags = List.copyOf(flags);
    }

    /** Whether instances of the old and of the new version serve at the same time. */
    public boolean mixesVersions() {
      return !canary.isEmpty() || rolling != null || blueGreen != null;
    }

    /** How many of so many instances are started at once; at least one. */
    public int atOnce(int instances) {
      if (instancesPerStep != null) {
        return instancesPerStep;
      }
      if (rolling == null) {
        return instances;
      }
      int moving = rolling.unavailable().down(instances) + rolling.surge().up(instances);
      return Math.clamp(moving, 1, instances);
    }

    /** Starts that follow each other until so many instances are replaced. */
    public int waves(int instances) {
      int atOnce = atOnce(instances);
      return (instances + atOnce - 1) / atOnce;
    }
  }

  /**
   * A share of the traffic, held for a time.
   *
   * @param weight share of the traffic that the new version gets
   * @param bake how long it must stay good at that weight
   */
  public record Step(Percentage weight, Duration bake) {}

  /**
   * Kubernetes' rolling update.
   *
   * @param unavailable instances that may be missing meanwhile; a share is rounded down
   * @param surge instances that may run beyond the usual number; a share is rounded up
   */
  public record Rolling(Portion unavailable, Portion surge) {}

  /**
   * Two full sets of instances, of which one serves.
   *
   * @param warm how long the new set runs before it gets traffic, or null
   * @param keep how long the old set stays ready for the way back, or null
   */
  public record BlueGreen(@Nullable Duration warm, @Nullable Duration keep) {}

  /**
   * When and how a rollout is taken back.
   *
   * @param triggers any of which takes it back
   * @param within how long the way back may take
   * @param migrations what happens to a migration that was already made
   */
  public record Rollback(List<Trigger> triggers, Duration within, MigrationsBack migrations) {
    public Rollback {
      triggers = List.copyOf(triggers);
    }

    /** Whose share of good events must not get worse, by name; these drive the canary judge. */
    public List<String> objectives() {
      return triggers.stream()
          .filter(Trigger.ObjectiveWorse.class::isInstance)
          .map(trigger -> ((Trigger.ObjectiveWorse) trigger).objective())
          .toList();
    }
  }

  /** What a rollback does with the database. */
  public enum MigrationsBack {
    /** The old version meets the new schema. */
    KEEP,
    /** The migration is undone. */
    REVERT
  }

  /** What takes a rollout back. */
  public sealed interface Trigger {
    /** The new version does worse than the old one. */
    record ObjectiveWorse(String objective) implements Trigger {}

    /** More than that share of requests fails for so long. */
    record Errors(Percentage above, Duration lasts) implements Trigger {}

    /**
     * A quantile of the latency is above a threshold for so long.
     *
     * @param quantile 0 to 1, exclusive
     */
    record Latency(Percentage quantile, Duration above, Duration lasts) implements Trigger {
      /** As the design writes it: {@code p99.9}. */
      public String word() {
        return "p" + quantile.fraction().movePointRight(2).stripTrailingZeros().toPlainString();
      }
    }

    /** New instances do not become ready. */
    record HealthFails() implements Trigger {}
  }

  /**
   * What is asked for around a rollout; null where nothing is written.
   *
   * @param before what must be in order first
   * @param approval teams or people who must agree
   * @param windows name of the organisation's times in which it is deployed
   * @param takes the whole of it, from the first instance to the end of the watch
   * @param keepVersions that can be deployed again, the current one included
   * @param budget what error budgets say about it
   */
  public record Release(
      List<PreCheck> before,
      List<String> approval,
      @Nullable String windows,
      @Nullable Duration takes,
      @Nullable Integer keepVersions,
      Validation validate,
      @Nullable Migrations migrations,
      @Nullable Risk risk,
      @Nullable BudgetRule budget) {
    public static final Release NONE =
        new Release(List.of(), List.of(), null, null, null, Validation.NONE, null, null, null);

    public Release {
      before = List.copyOf(before);
      approval = List.copyOf(approval);
    }
  }

  /** What must be in order before a rollout starts. */
  public enum PreCheck {
    TESTS,
    REVIEW,
    SECURITY_SCAN,
    LOAD_TEST,
    DEPENDENCIES,
    CONFIGURATION,
    MIGRATION_TEST,
    BACKUP,
    STAGING,
    ROLLBACK_PLAN,
    ON_CALL,
    DASHBOARDS,
    RUNBOOKS
  }

  /**
   * What is done when all traffic is on the new version.
   *
   * @param smoke what is tried, in words or as a command, or null
   * @param watch how long somebody or something looks on, or null
   */
  public record Validation(@Nullable String smoke, @Nullable Duration watch) {
    public static final Validation NONE = new Validation(null, null);
  }

  /**
   * Changes of the database's schema that come with versions.
   *
   * @param reversible whether each has a tested way back
   * @param compatible whether the version before works with the schema after
   * @param takes how long one takes, or null
   */
  public record Migrations(boolean reversible, boolean compatible, @Nullable Duration takes) {}

  /**
   * How risky a usual release is.
   *
   * @param scope how much changes
   * @param dependencies whether versions of dependencies change
   * @param migration whether the database's schema changes
   * @param configuration whether the configuration changes
   * @param level what the team says it comes to
   */
  public record Risk(
      Scope scope, boolean dependencies, boolean migration, boolean configuration, Level level) {
    public enum Scope {
      SMALL,
      MEDIUM,
      LARGE
    }

    /** The level that the factors add up to: one each, two for a large scope. */
    public Level implied() {
      int factors =
          scope.ordinal() + (dependencies ? 1 : 0) + (migration ? 1 : 0) + (configuration ? 1 : 0);
      return factors == 0 ? Level.LOW : factors <= 2 ? Level.MEDIUM : Level.HIGH;
    }
  }

  /** From harmless to dangerous. */
  public enum Level {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
  }
}
