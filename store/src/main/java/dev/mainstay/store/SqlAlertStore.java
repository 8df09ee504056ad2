package dev.mainstay.store;

import dev.mainstay.alerting.AlertStore;
import dev.mainstay.alerting.ServiceAlerts;
import dev.mainstay.kernel.Event;
import java.util.List;

/** Alerts in the database: one document for each service. */
public final class SqlAlertStore implements AlertStore {
  private final Database database;
  private final Documents<ServiceAlerts> alerts;

  /** Alerts of designs. */
  public SqlAlertStore(Database database) {
    this(database, "service-alerts");
  }

  private SqlAlertStore(Database database, String kind) {
    this.database = database;
    alerts =
        new Documents<>(
            database,
            new Kind<>(
                kind,
                ServiceAlerts.class,
                ServiceAlerts::service,
                ServiceAlerts::service,
                thing -> thing.alerts().isEmpty() ? "quiet" : "active",
                thing -> 0));
  }

  /** Alerts of rule files. */
  public static SqlAlertStore ofRules(Database database) {
    return new SqlAlertStore(database, "rule-alerts");
  }

  @Override
  public void save(ServiceAlerts changed, List<Event> events) {
    database.change().put(alerts, changed).append(events).commit();
  }

  @Override
  public List<ServiceAlerts> all() {
    return alerts.list(Documents.Selection.ALL);
  }
}
