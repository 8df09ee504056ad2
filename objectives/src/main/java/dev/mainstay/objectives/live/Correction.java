package dev.mainstay.objectives.live;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says about counts afterwards, or about a time to come.
 *
 * @param objective its name, or the empty string for all of the service's
 * @param by who decided
 * @param at when it was said
 * @param withdrawn when it no longer holds; null while it does
 */
public record Correction(
    long number,
    String service,
    String objective,
    What what,
    String reason,
    String by,
    Instant at,
    @Nullable Withdrawal withdrawn) {

  /** What is other than it was counted. */
  public sealed interface What {
    /**
     * A time that does not count.
     *
     * @param from excluded
     * @param until included
     */
    record Exclusion(Instant from, Instant until) implements What {}

    /**
     * Events to add, or to take away.
     *
     * @param when they were
     * @param good negative to take away
     * @param total negative to take away
     */
    record Adjustment(Instant when, double good, double total) implements What {}
  }

  /** Who took it back, when and why. */
  public record Withdrawal(String by, Instant at, String reason) {}

  /** {@code COR-7}: how people and the journal name it. */
  public String id() {
    return "COR-" + number;
  }

  boolean isAbout(String someService, String someObjective) {
    return service.equals(someService) && (objective.isEmpty() || objective.equals(someObjective));
  }

  boolean says(String someService, String someObjective, What thing, String why, String who) {
    return service.equals(someService)
        && objective.equals(someObjective)
        && what.equals(thing)
        && reason.equals(why)
        && by.equals(who);
  }

  Correction with(Withdrawal withdrawal) {
    return new Correction(number, service, objective, what, reason, by, at, withdrawal);
  }
}
