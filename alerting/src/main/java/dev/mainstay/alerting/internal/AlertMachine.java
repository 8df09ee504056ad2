package dev.mainstay.alerting.internal;

import dev.mainstay.alerting.AlertState;
import dev.mainstay.alerting.AlertState.Phase;
import dev.mainstay.alerting.AlertState.Timing;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an alert moves. All lengths are reached at equality.
 *
 * <pre>
 *            holds                     holds for `pending`
 *  INACTIVE ───────▶ PENDING ──────────────────────────────▶ FIRING
 *     ▲                 │ clear, or unknown for `hold`          │
 *     ├─────────────────┘                                       │
 *     └─────────────────────────────────────────────────────────┘
 *        clear for `hold` without a break, or unknown for `giveUp` without a break
 * </pre>
 *
 * A pending alert does not fire while the condition is unknown. With {@code pending} zero an alert
 * fires at once.
 */
public final class AlertMachine {
  /** After so long without data a firing alert resolves: nothing is known to be wrong any more. */
  public static final Duration GIVE_UP = Duration.ofMinutes(15);

  private AlertMachine() {}

  /**
   * The state after {@code verdict} at {@code now}.
   *
   * @param pending how long the condition must hold before the alert fires
   * @param hold how long it must be clear before a firing alert resolves
   */
  public static AlertState step(
      AlertState state, Verdict verdict, Instant now, Duration pending, Duration hold) {
    return switch (state.phase()) {
      case INACTIVE ->
          verdict.truth() == Verdict.Truth.HOLDS ? rise(state, verdict, now, pending) : state;
      case PENDING -> pending(state, verdict, now, pending, hold);
      case FIRING -> firing(state, verdict, now, hold);
    };
  }

  private static AlertState rise(AlertState state, Verdict verdict, Instant now, Duration pending) {
    return pending.isPositive()
        ? state.with(Phase.PENDING, Timing.pending(now), verdict.reason())
        : state.with(Phase.FIRING, Timing.firing(now, now), verdict.reason());
  }

  private static AlertState pending(
      AlertState state, Verdict verdict, Instant now, Duration pending, Duration hold) {
    Timing timing = state.timing();
    return switch (verdict.truth()) {
      case HOLDS ->
          reached(timing.since(), pending, now)
              ? state.with(Phase.FIRING, Timing.firing(timing.since(), now), verdict.reason())
              : state.with(
                  Phase.PENDING, new Timing(timing.since(), null, null, null), verdict.reason());
      case CLEAR -> state.with(Phase.INACTIVE, Timing.NONE, verdict.reason());
      case UNKNOWN -> {
        Instant unknown = first(timing.unknownSince(), now);
        yield reached(unknown, hold, now)
            ? state.with(Phase.INACTIVE, Timing.NONE, verdict.reason())
            : state.with(Phase.PENDING, timing.unknownSince(unknown), state.reason());
      }
    };
  }

  private static AlertState firing(AlertState state, Verdict verdict, Instant now, Duration hold) {
    Timing timing = state.timing();
    return switch (verdict.truth()) {
      case HOLDS ->
          state.with(
              Phase.FIRING, Timing.firing(timing.since(), timing.firedAt()), verdict.reason());
      case CLEAR -> {
        Instant clear = first(timing.clearSince(), now);
        yield reached(clear, hold, now)
            ? state.with(Phase.INACTIVE, Timing.NONE, verdict.reason())
            : state.with(Phase.FIRING, timing.clearSince(clear), state.reason());
      }
      case UNKNOWN -> {
        Instant unknown = first(timing.unknownSince(), now);
        yield reached(unknown, GIVE_UP, now)
            ? state.with(Phase.INACTIVE, Timing.NONE, verdict.reason())
            : state.with(Phase.FIRING, timing.unknownSince(unknown), state.reason());
      }
    };
  }

  private static Instant first(@Nullable Instant earlier, Instant now) {
    return earlier == null ? now : earlier;
  }

  private static boolean reached(@Nullable Instant since, Duration length, Instant now) {
    return since != null && !now.isBefore(since.plus(length));
  }
}
