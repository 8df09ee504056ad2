package dev.mainstay.alerting;

import dev.mainstay.kernel.Event;
import java.util.List;

/** Remembers alerts over restarts. */
public interface AlertStore {
  /**
   * Replaces what is remembered of the service and appends the events to the journal, in one
   * transaction. Returns when both are durable; on an exception neither is.
   */
  void save(ServiceAlerts alerts, List<Event> events);

  /** The latest of every service ever saved. */
  List<ServiceAlerts> all();
}
