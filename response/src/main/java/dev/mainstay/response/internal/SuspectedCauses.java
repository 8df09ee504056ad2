package dev.mainstay.response.internal;

import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Journal;
import dev.mainstay.response.Incident.SuspectedCause;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the deployment that probably caused an incident: the latest one in progress, else the
 * latest that ended within {@link #WINDOW}. A first deployment replaces nothing and is none.
 */
public final class SuspectedCauses {
  /** How long after its end a deployment is suspected. */
  public static final Duration WINDOW = Duration.ofMinutes(30);

  /** How far back a deployment that is still in progress is looked for. */
  public static final Duration LOOK_BACK = Duration.ofHours(24);

  public static final String STARTED = "deployment.started";
  public static final String CONDEMNED = "deployment.condemned";
  public static final Set<String> ENDED =
      Set.of("deployment.rolled-back", "deployment.promoted", "deployment.failed");

  private SuspectedCauses() {}

  private record Seen(Journal.Entry start, Journal.Entry latest) {}

  /**
   * The deployment to suspect at an instant.
   *
   * @param entries of the service, oldest first
   */
  public static Optional<SuspectedCause> find(List<Journal.Entry> entries, Instant at) {
    var seen = new LinkedHashMap<String, Seen>();
    for (Journal.Entry entry : entries) {
      Event event = entry.event();
      if (!event.type().startsWith("deployment.") || entry.at().isAfter(at)) {
        continue;
      }
      if (event.type().equals(STARTED)) {
        if (event.data().containsKey("previousVersion")) {
          seen.put(event.subject(), new Seen(entry, entry));
        }
      } else {
        seen.computeIfPresent(event.subject(), (key, each) -> new Seen(each.start(), entry));
      }
    }
    List<Seen> newestFirst = List.copyOf(seen.values()).reversed();
    return newestFirst.stream()
        .filter(each -> !ended(each))
        .findFirst()
        .or(() ->
            newestFirst.stream()
                .filter(each -> !each.latest().at().plus(WINDOW).isBefore(at))
                .findFirst())
        .map(SuspectedCauses::cause);
  }

  private static boolean ended(Seen seen) {
    return ENDED.contains(seen.latest().event().type());
  }

  private static SuspectedCause cause(Seen seen) {
    return of(seen.latest(), false);
  }

  /** The deployment that the entry is about. */
  public static SuspectedCause of(Journal.Entry entry, boolean condemned) {
    Event event = entry.event();
    return new SuspectedCause(
        deployment(event),
        event.data().getOrDefault("version", ""),
        event.summary(),
        entry.sequence(),
        condemned,
        null);
  }

  /** {@code DEP-3} of the subject {@code deployment/DEP-3}. */
  public static String deployment(Event event) {
    return event.subject().substring(event.subject().indexOf('/') + 1);
  }
}
