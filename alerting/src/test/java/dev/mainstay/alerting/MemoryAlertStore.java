package dev.mainstay.alerting;

import dev.mainstay.kernel.Event;
import dev.mainstay.testkit.MemoryJournal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Outlives the engine, as a database does; its saves fail on demand. */
public final class MemoryAlertStore implements AlertStore {
  private final MemoryJournal journal;
  private final Map<String, ServiceAlerts> saved = new TreeMap<>();
  public int failures;
  public int saves;

  public MemoryAlertStore(MemoryJournal journal) {
    this.journal = journal;
  }

  @Override
  public void save(ServiceAlerts alerts, List<Event> events) {
    if (failures > 0) {
      failures--;
      throw new IllegalStateException("the disk is full");
    }
    saves++;
    saved.put(alerts.service(), alerts);
    journal.append(events);
  }

  @Override
  public List<ServiceAlerts> all() {
    return List.copyOf(saved.values());
  }
}
