package dev.mainstay.alerting.internal;

import dev.mainstay.alerting.ActiveMode;
import dev.mainstay.alerting.AlertEvents;
import dev.mainstay.alerting.internal.LatestScrapes.Latest;
import dev.mainstay.kernel.Event;
import dev.mainstay.telemetry.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which degradation modes a service is in: those that any instance is in. */
public final class Modes {
  /** Modes of one service beyond this many are not followed. */
  static final int MAX = 50;

  private Modes() {}

  /**
   * What a step leads to.
   *
   * @param events what changed
   */
  public record Step(List<ActiveMode> active, List<Event> events) {}

  /** A mode that no instance reports on stays as it is. */
  public static Step step(String service, List<ActiveMode> before, List<Latest> up, Instant now) {
    Map<String, Boolean> reported = reported(up);
    var active = new ArrayList<ActiveMode>();
    var events = new ArrayList<Event>();
    for (ActiveMode mode : before) {
      if (reported.getOrDefault(mode.mode(), true)) {
        active.add(mode);
      } else {
        events.add(AlertEvents.modeLeft(service, mode, now));
      }
    }
    reported.forEach((mode, on) -> {
      boolean known = before.stream().anyMatch(each -> each.mode().equals(mode));
      if (on && !known && active.size() < MAX) {
        active.add(new ActiveMode(mode, now));
        events.add(AlertEvents.modeEntered(service, mode));
      }
    });
    return new Step(active, events);
  }

  private static Map<String, Boolean> reported(List<Latest> up) {
    var reported = new TreeMap<String, Boolean>();
    for (Latest instance : up) {
      for (Sample sample : instance.of(Conditions.MODE_ACTIVE)) {
        String mode = sample.labels().value("mode");
        if (!mode.isEmpty()) {
          reported.merge(mode, sample.value() != 0, Boolean::logicalOr);
        }
      }
    }
    return reported;
  }
}
