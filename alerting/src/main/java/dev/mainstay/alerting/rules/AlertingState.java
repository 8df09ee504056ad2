package dev.mainstay.alerting.rules;

import dev.mainstay.alerting.rules.RuleSamples.Result;
import dev.mainstay.alerting.rules.template.Template;
import dev.mainstay.alerting.rules.template.TemplateData;
import dev.mainstay.alerting.rules.template.TemplateException;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.Series;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.query.HistogramText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An alerting rule at work. */
final class AlertingState extends RuleState {
  /** The label that holds the alert's name. */
  static final String NAME = "alertname";

  /** The label of {@value #ALERTS} that says whether an alert is pending or firing. */
  static final String STATE = "alertstate";

  static final String ALERTS = "ALERTS";
  static final String FOR_STATE = "ALERTS_FOR_STATE";

  private final AlertingRule rule;
  private final RuleSettings settings;
  private final AlertTable table;

  /** Before that its series are not written, which would hide what a restart looks for. */
  private boolean restored;

  AlertingState(AlertingRule rule, RuleSettings settings, boolean restored) {
    this.rule = rule;
    this.settings = settings;
    this.table = new AlertTable(rule.pendingFor(), rule.keepFiringFor());
    this.restored = restored;
  }

  @Override
  AlertingRule rule() {
    return rule;
  }

  @Override
  void adopt(RuleState older) {
    super.adopt(older);
    if (older instanceof AlertingState alerting) {
      table.adopt(alerting.table);
      restored = alerting.restored;
    }
  }

  @Override
  List<ActiveAlert> alerts() {
    return table.active();
  }

  @Override
  List<Result> evaluate(RuleQueries queries, Instant at, int limit) {
    Map<Labels, AlertTable.Seen> seen = new LinkedHashMap<>();
    for (Result result : queries.vector(rule.expr(), at)) {
      TemplateData data = data(result, queries, at);
      var annotations = new TreeMap<String, String>();
      rule.annotations().forEach((name, template) -> annotations.put(name, text(template, data)));
      Labels labels = labels(result.labels(), data);
      if (seen.put(labels, new AlertTable.Seen(result.value(), annotations)) != null) {
        throw new RuleException(
            "vector contains metrics with the same labelset after applying alert labels");
      }
    }
    table.update(at, seen);
    List<ActiveAlert> active = table.active();
    if (limit > 0 && active.size() > limit) {
      table.clear();
      throw new RuleException(
          "exceeded limit of %d with %d alerts".formatted(limit, active.size()));
    }
    return restored ? series(active) : List.of();
  }

  private TemplateData data(Result result, RuleQueries queries, Instant at) {
    Object value =
        result.histogram() == null ? (Object) result.value() : HistogramText.of(result.histogram());
    return new TemplateData(
        result.labels().values(),
        settings.externalLabels(),
        settings.externalUrl(),
        value,
        at,
        query -> queries.samples(query, at));
  }

  private Labels labels(Labels ofSeries, TemplateData data) {
    var labels = new TreeMap<>(ofSeries.values());
    labels.remove(Labels.NAME);
    rule.labels().forEach((name, template) -> labels.put(name, text(template, data)));
    labels.put(NAME, rule.name());
    return new Labels(labels);
  }

  private static String text(Template template, TemplateData data) {
    try {
      return template.expand(data);
    } catch (TemplateException e) {
      return "<error expanding template: " + e.getMessage() + ">";
    }
  }

  private static List<Result> series(List<ActiveAlert> active) {
    var series = new ArrayList<Result>();
    for (ActiveAlert alert : active) {
      String state = alert.state().name().toLowerCase(Locale.ROOT);
      Labels labels = alert.labels().with(Labels.NAME, ALERTS).with(STATE, state);
      series.add(new Result(labels, 1, null));
      series.add(new Result(forState(alert.labels()), alert.activeAt().getEpochSecond(), null));
    }
    return series;
  }

  private static Labels forState(Labels alert) {
    return alert.with(Labels.NAME, FOR_STATE);
  }

  /**
   * Gives alerts back the time that they were active before a restart. Time in which nothing was
   * evaluated does not count, and what would fire at once waits for the grace: its cause may be
   * gone and its series not scraped yet.
   */
  void restore(SeriesStore store, Instant at) {
    restored = true;
    if (rule.pendingFor().compareTo(settings.grace()) < 0) {
      return;
    }
    Map<Labels, Series> before = new HashMap<>();
    for (Series series :
        store.select(
            List.of(Matcher.metric(FOR_STATE), Matcher.equal(NAME, rule.name())),
            at.minus(settings.outage()),
            at)) {
      before.put(series.labels(), series);
    }
    for (ActiveAlert alert : table.active()) {
      Series series = before.get(forState(alert.labels()));
      int last = series == null ? -1 : series.size() - 1;
      if (series != null && last >= 0 && !series.isStale(last)) {
        Instant downAt = Instant.ofEpochMilli(series.millis(last));
        Instant activeAt = Instant.ofEpochSecond((long) series.value(last));
        table.restore(alert.labels(), restored(activeAt, downAt, at));
      }
    }
  }

  private Instant restored(Instant activeAt, Instant downAt, Instant at) {
    Duration remaining = rule.pendingFor().minus(Duration.between(activeAt, downAt));
    if (!remaining.isPositive()) {
      return activeAt;
    }
    if (remaining.compareTo(settings.grace()) < 0) {
      return at.plus(settings.grace()).minus(rule.pendingFor());
    }
    return activeAt.plus(Duration.between(downAt, at));
  }
}
