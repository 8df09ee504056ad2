package dev.mainstay.delivery;

import dev.mainstay.delivery.Deployment.Cause;
import dev.mainstay.delivery.Deployment.Phase;
import dev.mainstay.kernel.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why a deployment cannot go on, its traffic aside. Guarded by the lock of who asks. */
final class Failures {
  /** Lost instances in a row after which a new version is not tried any further. */
  static final int CRASH_LOOP = 3;

  static final Duration CANARY_UNREADY = Duration.ofSeconds(10);

  private final Fleet fleet;
  private final Clock clock;
  private @Nullable Instant unreadySince;

  record Failure(Cause cause, String reason) {}

  Failures(Fleet fleet, Clock clock) {
    this.fleet = fleet;
    this.clock = clock;
  }

  /** Another deployment begins. */
  void forget() {
    unreadySince = null;
  }

  /** Of a version that does not come or stay up, or null. */
  @Nullable Failure of(Deployment d) {
    Instant now = clock.now();
    if (fleet.losses(d.version()) >= CRASH_LOOP) {
      return new Failure(
          Cause.CRASHED,
          "%d instances of it were lost in a row; the last: %s"
              .formatted(fleet.losses(d.version()), fleet.lastLoss(d.version())));
    }
    Phase phase = d.progress().phase();
    boolean awaited = phase == Phase.STARTING || phase == Phase.PROMOTING;
    if (awaited && d.progress().until() != null && d.progress().isOver(now)) {
      return new Failure(
          Cause.NOT_READY,
          "only %d of its instances were ready within the time they may take"
              .formatted(fleet.ready(d.version())));
    }
    if (phase == Phase.BAKING && unreadyForLong(d, now)) {
      return new Failure(
          Cause.NOT_READY,
          "none of its instances was ready for %d s while %s was"
              .formatted(CANARY_UNREADY.toSeconds(), d.previous()));
    }
    return null;
  }

  private boolean unreadyForLong(Deployment d, Instant now) {
    String previous = d.previous();
    if (previous == null || fleet.ready(d.version()) > 0 || fleet.ready(previous) == 0) {
      unreadySince = null;
      return false;
    }
    if (unreadySince == null) {
      unreadySince = now;
    }
    return !now.isBefore(unreadySince.plus(CANARY_UNREADY));
  }

  /**
   * Why a deployment cannot go on from its persisted state, or null.
   *
   * @param stable the service's version
   * @param steps that the design has now
   */
  @Nullable String distrust(Deployment d, @Nullable String stable, int steps) {
    Phase phase = d.progress().phase();
    if (d.previous() == null || phase == Phase.ROLLING_BACK) {
      return null;
    }
    if (!d.previous().equals(stable)) {
      return "it was to replace %s, but %s is the service's version"
          .formatted(d.previous(), stable);
    }
    if (d.origin().steps() != 0 && d.origin().steps() != steps) {
      return "the design had %d steps when it began and has %d now"
          .formatted(d.origin().steps(), steps);
    }
    boolean carries =
        phase == Phase.BAKING || (phase == Phase.PROMOTING && d.progress().step() > 0);
    if (carries && !fleet.any(d.version())) {
      return "no instance of it was alive when the server started";
    }
    return null;
  }
}
