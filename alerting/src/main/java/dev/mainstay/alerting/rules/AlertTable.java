package dev.mainstay.alerting.rules;

import dev.mainstay.alerting.rules.ActiveAlert.State;
import dev.mainstay.telemetry.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of one rule by their labels. A series that comes makes an alert pending; once it was
 * there for {@code for}, which may be at once, the alert fires. When the series goes, a pending
 * alert is forgotten; a firing one fires on for {@code keep_firing_for} and is then inactive, and
 * remembered for 15 minutes so that others can be told. Not thread-safe.
 */
final class AlertTable {
  static final Duration REMEMBERED = Duration.ofMinutes(15);

  private final Duration pendingFor;
  private final Duration keepFiringFor;
  private Map<Labels, ActiveAlert> alerts = new LinkedHashMap<>();

  AlertTable(Duration pendingFor, Duration keepFiringFor) {
    this.pendingFor = pendingFor;
    this.keepFiringFor = keepFiringFor;
  }

  /** A series as the expression gave it. */
  record Seen(double value, SortedMap<String, String> annotations) {}

  /** Takes over what an older table of the same rule knows. */
  void adopt(AlertTable older) {
    alerts = new LinkedHashMap<>(older.alerts);
  }

  /**
   * Judges at a time later than the last.
   *
   * @param seen all series that are there, by the labels of their alerts
   */
  void update(Instant at, Map<Labels, Seen> seen) {
    seen.forEach((labels, series) -> {
      ActiveAlert known = alerts.get(labels);
      alerts.put(
          labels,
          known != null && known.isActive()
              ? known.seen(series.value(), series.annotations())
              : ActiveAlert.pending(labels, series.annotations(), series.value(), at));
    });
    Map<Labels, ActiveAlert> next = new LinkedHashMap<>();
    alerts.forEach((labels, alert) -> {
      ActiveAlert after = seen.containsKey(labels) ? due(alert, at) : gone(alert, at);
      if (after != null) {
        next.put(labels, after);
      }
    });
    alerts = next;
  }

  private ActiveAlert due(ActiveAlert alert, Instant at) {
    boolean waited = !at.isBefore(alert.activeAt().plus(pendingFor));
    return alert.state() == State.PENDING && waited ? alert.firing(at) : alert;
  }

  private @Nullable ActiveAlert gone(ActiveAlert alert, Instant at) {
    return switch (alert.state()) {
      case PENDING -> null;
      case FIRING -> {
        Instant since = alert.keepFiringSince() == null ? at : alert.keepFiringSince();
        yield at.isBefore(since.plus(keepFiringFor)) ? alert.keptFiring(since) : alert.resolved(at);
      }
      case INACTIVE -> {
        Instant resolvedAt = alert.resolvedAt();
        boolean old = resolvedAt == null || at.isAfter(resolvedAt.plus(REMEMBERED));
        yield old ? null : alert;
      }
    };
  }

  /** Sets since when an alert is active, as was found out from before a restart. */
  void restore(Labels labels, Instant activeAt) {
    alerts.computeIfPresent(labels, (key, alert) -> alert.activeSince(activeAt));
  }

  void clear() {
    alerts.clear();
  }

  /** Pending and firing ones, from old to new. */
  List<ActiveAlert> active() {
    return alerts.values().stream().filter(ActiveAlert::isActive).toList();
  }

  /** Those that were resolved lately too. */
  List<ActiveAlert> all() {
    return new ArrayList<>(alerts.values());
  }
}
