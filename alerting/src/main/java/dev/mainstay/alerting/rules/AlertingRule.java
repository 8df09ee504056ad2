package dev.mainstay.alerting.rules;

import dev.mainstay.alerting.rules.template.Template;
import dev.mainstay.kernel.Place;
import dev.mainstay.promql.Expr;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An alert for each series that an expression gives.
 *
 * @param pendingFor how long a series must be there before its alert fires
 * @param keepFiringFor how long an alert fires on when its series is gone
 * @param labels of the alert beside those of the series, those of the group included
 */
public record AlertingRule(
    String name,
    String query,
    Expr expr,
    Duration pendingFor,
    Duration keepFiringFor,
    SortedMap<String, Template> labels,
    SortedMap<String, Template> annotations,
    Place place)
    implements Rule {
  public AlertingRule {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  @Override
  public String identity() {
    return "alert " + name + labels;
  }
}
