package dev.mainstay.design.internal.scorecard;

import static dev.mainstay.design.internal.scorecard.Rule.all;
import static dev.mainstay.design.internal.scorecard.Rule.checks;
import static dev.mainstay.design.internal.scorecard.Rule.proven;
import static dev.mainstay.design.internal.scorecard.Rule.written;
import static dev.mainstay.design.internal.scorecard.Shared.BUSINESS;

import java.util.List;

/** What can be seen of it. */
final class ObservabilityItems {
  static final List<Item> ALL =
      List.of(
          new Item(
              "observability",
              "metrics",
              "Its golden signals are measured",
              written("telemetry"),
              proven("telemetry/scraped")),
          new Item(
              "observability",
              "business",
              "What matters to users is measured",
              written("observability/metrics"),
              BUSINESS),
          new Item(
              "observability",
              "logs",
              "Its logs tell what happened, keep secrets and are kept long enough",
              written("observability/logs", "interface/http/redact"),
              all(written("observability/retention"), checks("MS-S"))),
          new Item(
              "observability",
              "traces",
              "Requests can be followed through services",
              written("observability/traces"),
              all(written("observability/traces/sample"), checks("MS-O"))),
          new Item(
              "observability",
              "dashboards",
              "There is a place to look",
              written("observability/dashboards"),
              all(written("observability/dashboards"), checks("MS-O"))));

  private ObservabilityItems() {}
}
