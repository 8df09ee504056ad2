package dev.mainstay.design;

import dev.mainstay.design.Delivery.Level;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Spend;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Risks, cost, toil and flags.
 *
 * @param cost null when nothing is written about it
 * @param toilLimit share of the team's time that toil may take, or null
 */
public record Planning(
    List<Risk> risks,
    @Nullable Cost cost,
    List<Toil> toil,
    @Nullable Percentage toilLimit,
    List<Flag> flags) {
  /** Nothing is written about it. */
  public static final Planning NONE = new Planning(List.of(), null, List.of(), null, List.of());

  public Planning {
    risks = List.copyOf(risks);
    toil = List.copyOf(toil);
    flags = List.copyOf(flags);
  }

  /**
   * Something that may go wrong; null where nothing is written.
   *
   * @param level what the team says likelihood and impact come to
   * @param owner who acts on it: a team, a person or a role
   * @param indicator the alert that tells that it happens
   * @param review the day on which it is looked at again
   */
  public record Risk(
      String name,
      Level likelihood,
      Level impact,
      @Nullable Level level,
      @Nullable String mitigation,
      @Nullable String owner,
      @Nullable String indicator,
      @Nullable LocalDate review) {

    /** Likelihood times impact, each 1 to 4: low up to 2, medium up to 4, high up to 9. */
    public Level implied() {
      int product = score();
      return product <= 2
          ? Level.LOW
          : product <= 4 ? Level.MEDIUM : product <= 9 ? Level.HIGH : Level.CRITICAL;
    }

    /** Likelihood times impact, each counted from 1 to 4. */
    public int score() {
      return (likelihood.ordinal() + 1) * (impact.ordinal() + 1);
    }
  }

  /**
   * What running it costs; null where nothing is written.
   *
   * @param centre of the organisation, which pays
   * @param instance of one instance
   * @param fixed whatever the number of instances, by name
   * @param alertAt somebody is told at that pace
   */
  public record Cost(
      @Nullable String centre,
      @Nullable Spend budget,
      @Nullable Spend instance,
      Map<String, Spend> fixed,
      @Nullable Spend alertAt,
      @Nullable KillSwitch killSwitch) {
    public Cost {
      fixed = Collections.unmodifiableMap(new TreeMap<>(fixed));
    }
  }

  /**
   * What stops spending by itself.
   *
   * @param at that pace
   * @param flag that it turns off
   */
  public record KillSwitch(Spend at, String flag) {}

  /**
   * Work by hand that comes again and again.
   *
   * @param takes each time
   * @param every how often
   * @param automatedTo what it would take with the automation that is planned, or null
   */
  public record Toil(String name, Duration takes, Duration every, @Nullable Duration automatedTo) {}

  /**
   * Behaviour that is turned on without a deployment; null where nothing is written.
   *
   * @param on what it is when nobody decided
   * @param rollout shares of the users that get it, one after the other
   * @param hold how long each share is kept
   * @param fallback what happens when it is off or cannot be asked
   * @param expires the day by which it is gone from the code
   */
  public record Flag(
      String name,
      boolean on,
      List<Percentage> rollout,
      @Nullable Duration hold,
      @Nullable String fallback,
      @Nullable String owner,
      @Nullable LocalDate expires) {
    public Flag {
      rollout = List.copyOf(rollout);
    }
  }
}
