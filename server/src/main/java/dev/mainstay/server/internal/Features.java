package dev.mainstay.server.internal;

import dev.mainstay.alerting.Alerts;
import dev.mainstay.delivery.Deliveries;
import dev.mainstay.objectives.Objectives;
import dev.mainstay.response.Incidents;
import dev.mainstay.telemetry.Signals;

/** The features' engines, as the pages and actions ask them. */
record Features(
    Signals signals,
    Objectives objectives,
    Promises promises,
    Alerts alerts,
    Incidents incidents,
    Deliveries deliveries) {}
