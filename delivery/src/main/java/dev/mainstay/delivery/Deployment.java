package dev.mainstay.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version on its way to all traffic of a service, as it is persisted.
 *
 * @param number from 1, unique over all services
 * @param previous the version it replaces; null when the service never ran before
 * @param origin who asked for it, and when
 * @param progress how far it has come
 * @param outcome why it leaves or left the way to promotion; null while it is on it
 */
public record Deployment(
    long number,
    String service,
    String version,
    @Nullable String previous,
    Origin origin,
    Progress progress,
    @Nullable Outcome outcome) {

  /** {@code DEP-3}: how people and the journal name it. */
  public String id() {
    return "DEP-" + number;
  }

  /** Whether it still moves traffic or instances. */
  public boolean unfinished() {
    return !progress.phase.terminal();
  }

  Deployment with(Progress progress) {
    return new Deployment(number, service, version, previous, origin, progress, outcome);
  }

  Deployment with(Progress progress, Outcome outcome) {
    return new Deployment(number, service, version, previous, origin, progress, outcome);
  }

  /**
   * @param by a person, or {@code mainstay} when the design asked for it
   * @param steps how many steps the design had when it started
   */
  public record Origin(String by, Instant at, int steps) {}

  /**
   * @param step from 1; 0 before the first
   * @param weight share of the traffic that goes to the version, 0 to 1
   * @param since when the phase or step began
   * @param until when its time is over: the bake time of a step, the deadline to become ready or to
   *     have drained; null when the phase has no end of its own
   * @param note why it waits, for people; null when it does not
   */
  public record Progress(
      Phase phase,
      int step,
      double weight,
      Instant since,
      @Nullable Instant until,
      @Nullable String note) {
    public Progress {
      if (!(weight >= 0 && weight <= 1) || step < 0) {
        throw new IllegalArgumentException(
            "progress: step %d at weight %s (expected: step >= 0, weight 0 to 1)"
                .formatted(step, weight));
      }
    }

    /** Whether its time, if it has one, has passed. */
    public boolean isOver(Instant now) {
      return until == null || !now.isBefore(until);
    }
  }

  /** What a deployment does now. */
  public enum Phase {
    /** Instances of the version start; it has no traffic. */
    STARTING,
    /** The version carries the step's share of the traffic and is judged. */
    BAKING,
    /** The remaining instances start; then it gets all traffic. */
    PROMOTING,
    /** It has all traffic and is the service's version. */
    PROMOTED,
    /** It has no traffic any more; its instances drain. */
    ROLLING_BACK,
    /** Nothing of it is left. */
    ROLLED_BACK,
    /** It could not be started and there was no version to return to. */
    FAILED;

    public boolean terminal() {
      return this == PROMOTED || this == ROLLED_BACK || this == FAILED;
    }

    /** As the HTTP API writes it: {@code rolling-back}. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * How it ended, or why it is being taken back.
   *
   * @param cause what kind of reason
   * @param by a person, or {@code mainstay}
   * @param reason one sentence with figures
   * @param judgement the judge's last word; null when nothing was judged
   * @param decidedAt when it was decided
   * @param endedAt when it had come true; null until then
   * @param zero how fast the traffic went away; null unless it was taken back
   */
  public record Outcome(
      Cause cause,
      String by,
      String reason,
      @Nullable Judgement judgement,
      Instant decidedAt,
      @Nullable Instant endedAt,
      @Nullable Zero zero) {
    Outcome ended(Instant at) {
      return new Outcome(cause, by, reason, judgement, decidedAt, at, zero);
    }
  }

  public enum Cause {
    COMPLETED,
    CONDEMNED,
    NOT_READY,
    CRASHED,
    REQUESTED,
    UNTRUSTED
  }

  /**
   * @param millis from the verdict (or the request) to the last request that was routed to the
   *     version, at least to the moment its weight was zero
   * @param canaryRequests how many requests the version had been given until then
   */
  public record Zero(double millis, long canaryRequests) {}
}
