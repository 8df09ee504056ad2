package dev.mainstay.alerting.rules;

import dev.mainstay.telemetry.Labels;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where one alert of a rule stands.
 *
 * @param labels the alert's name among them
 * @param value of its series when it was last seen
 * @param activeAt when its series came
 * @param firedAt null before it fires
 * @param keepFiringSince since when it fires without its series, or null
 * @param resolvedAt null unless it is inactive again
 */
public record ActiveAlert(
    Labels labels,
    SortedMap<String, String> annotations,
    State state,
    double value,
    Instant activeAt,
    @Nullable Instant firedAt,
    @Nullable Instant keepFiringSince,
    @Nullable Instant resolvedAt) {
  /** In rising order of urgency. */
  public enum State {
    INACTIVE,
    PENDING,
    FIRING
  }

  public ActiveAlert {
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  static ActiveAlert pending(
      Labels labels, SortedMap<String, String> annotations, double value, Instant at) {
    return new ActiveAlert(labels, annotations, State.PENDING, value, at, null, null, null);
  }

  ActiveAlert seen(double now, SortedMap<String, String> said) {
    return new ActiveAlert(labels, said, state, now, activeAt, firedAt, null, resolvedAt);
  }

  ActiveAlert firing(Instant at) {
    return new ActiveAlert(
        labels, annotations, State.FIRING, value, activeAt, at, keepFiringSince, null);
  }

  ActiveAlert keptFiring(Instant since) {
    return new ActiveAlert(labels, annotations, state, value, activeAt, firedAt, since, null);
  }

  ActiveAlert resolved(Instant at) {
    return new ActiveAlert(labels, annotations, State.INACTIVE, value, activeAt, firedAt, null, at);
  }

  ActiveAlert activeSince(Instant at) {
    return new ActiveAlert(
        labels, annotations, state, value, at, firedAt, keepFiringSince, resolvedAt);
  }

  public boolean isActive() {
    return state != State.INACTIVE;
  }
}
