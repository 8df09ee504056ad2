package dev.mainstay.server.internal;

import dev.mainstay.alerting.AlertState;
import dev.mainstay.alerting.Alerts;
import dev.mainstay.alerting.rules.RuleAlerts;
import dev.mainstay.delivery.Deliveries;
import dev.mainstay.response.Incidents;
import dev.mainstay.telemetry.Signals;
import java.util.List;
import java.util.stream.Stream;

/** The features' engines, as the pages and actions ask them. */
record Features(
    Signals signals,
    Promises promises,
    Alerts alerts,
    RuleAlerts ruleAlerts,
    Incidents incidents,
    Deliveries deliveries) {
  /** Alerts of a service that are pending or fire, those of its design first. */
  List<AlertState> activeAlerts(String service) {
    return Stream.concat(
            alerts.of(service).stream().filter(AlertState::isActive),
            ruleAlerts.of(service).stream())
        .toList();
  }
}
