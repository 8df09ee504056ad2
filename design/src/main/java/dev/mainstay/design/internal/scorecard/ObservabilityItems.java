package dev.mainstay.design.internal.scorecard;

import static dev.mainstay.design.internal.scorecard.Rule.all;
import static dev.mainstay.design.internal.scorecard.Rule.checks;
import static dev.mainstay.design.internal.scorecard.Rule.proven;
import static dev.mainstay.design.internal.scorecard.Rule.written;
import static dev.mainstay.design.internal.scorecard.Rule.writtenAny;

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
              writtenAny("observability/metrics"),
              Shared.BUSINESS),
          new Item(
              "observability",
              "logs",
              "Its logs tell what happened and keep secrets",
              writtenAny("observability/logs"),
              checks("MS-S")),
          new Item(
              "observability",
              "traces",
              "Requests can be followed through services",
              writtenAny("observability/traces"),
              checks("MS-O")),
          new Item(
              "observability",
              "dashboards",
              "There is a place to look",
              writtenAny("observability/dashboards"),
              all(writtenAny("observability/dashboards"), checks("MS-O"))));

  private ObservabilityItems() {}
}
