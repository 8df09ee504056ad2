package dev.mainstay.alerting;

import dev.mainstay.alerting.AlertState.Phase;
import dev.mainstay.alerting.AlertingPlan.ServiceRules;
import dev.mainstay.alerting.internal.AlertMachine;
import dev.mainstay.alerting.internal.Conditions;
import dev.mainstay.alerting.internal.Grouping;
import dev.mainstay.alerting.internal.LatestScrapes;
import dev.mainstay.alerting.internal.Modes;
import dev.mainstay.alerting.internal.SpentBudgets;
import dev.mainstay.alerting.internal.Verdict;
import dev.mainstay.design.Alert;
import dev.mainstay.kernel.Event;
import dev.mainstay.objectives.evaluation.SloStatus;
import dev.mainstay.telemetry.Scrape;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches one service: its rules, its instances' latest scrapes, its alerts. A step is computed
 * first and becomes the state only when it is durable, so that a failed save is simply tried again
 * by the next evaluation. Thread-safe.
 */
final class ServiceWatch {
  private final AlertStore store;
  private final BurnSource objectives;
  private final Instant watchedSince;
  private final LatestScrapes scrapes = new LatestScrapes();
  private ServiceRules rules;
  private Duration groupWait;
  private Set<String> metrics;
  private boolean enoughWereReady;
  private SpentBudgets spent = new SpentBudgets(List.of());
  private ServiceAlerts saved;
  private volatile Map<String, AlertState> alerts;
  private volatile List<ActiveMode> modes;

  ServiceWatch(
      ServiceRules rules,
      Duration groupWait,
      ServiceAlerts saved,
      AlertStore store,
      BurnSource objectives,
      Instant now) {
    this.rules = rules;
    this.groupWait = groupWait;
    this.metrics = Conditions.metricsOf(rules.alerts());
    this.store = store;
    this.objectives = objectives;
    this.watchedSince = now;
    this.saved = saved;
    this.modes = saved.modes();
    var restored = new LinkedHashMap<String, AlertState>();
    saved.alerts().forEach(alert -> restored.put(alert.name(), alert));
    this.alerts = restored;
  }

  synchronized void apply(ServiceRules rules, Duration groupWait) {
    this.rules = rules;
    this.groupWait = groupWait;
    this.metrics = Conditions.metricsOf(rules.alerts());
  }

  synchronized void scraped(Scrape scrape) {
    scrapes.add(scrape, metrics);
  }

  synchronized void gone(String instance) {
    scrapes.remove(instance);
  }

  List<ActiveMode> modes() {
    return modes;
  }

  /** Every rule's alert, in the design's order. */
  synchronized List<AlertState> all() {
    return rules.alerts().stream()
        .map(rule -> alerts.getOrDefault(rule.name(), AlertState.inactive(rules.service(), rule)))
        .toList();
  }

  List<AlertState> active() {
    return alerts.values().stream().filter(AlertState::isActive).toList();
  }

  /** Judges all rules as of {@code now} and makes what changed durable. */
  synchronized void evaluate(Instant now) {
    List<SloStatus> statuses = objectives.statuses(rules.service());
    List<LatestScrapes.Latest> up = scrapes.up(now, rules.freshFor());
    var conditions = new Conditions(up, statuses, hasStarted(now));
    var next = new LinkedHashMap<String, AlertState>();
    var fired = new ArrayList<String>();
    var events = new ArrayList<Event>();
    for (Alert rule : rules.alerts()) {
      AlertState before =
          alerts.getOrDefault(rule.name(), AlertState.inactive(rules.service(), rule)).under(rule);
      Verdict verdict = conditions.judge(rule.when());
      enoughWereReady |=
          rule.when() instanceof Alert.Condition.TooFewReady
              && verdict.truth() == Verdict.Truth.CLEAR;
      AlertState after = AlertMachine.step(before, verdict, now, rule.pending(), rules.hold());
      if (!before.isActive() && after.isActive()) {
        after = after.withSpentBefore(spent.toldBy(rule.when()));
      }
      if (before.phase() != Phase.FIRING && after.phase() == Phase.FIRING) {
        fired.add(after.name());
        events.add(AlertEvents.fired(after));
      } else if (before.phase() == Phase.FIRING && after.phase() != Phase.FIRING) {
        events.add(AlertEvents.resolved(before, now, after.reason()));
      }
      next.put(rule.name(), after);
    }
    resolveRemoved(next, now, events);
    var firing = new HashSet<String>();
    next.values().stream()
        .filter(alert -> alert.phase() == Phase.FIRING)
        .forEach(alert -> firing.add(alert.name()));
    Modes.Step mode = Modes.step(rules.service(), modes, up, now);
    Grouping.Step group =
        Grouping.step(rules.service(), saved.group(), fired, firing, now, groupWait);
    events.addAll(0, mode.events());
    if (group.announcement() != null) {
      events.add(group.announcement());
    }
    commit(next, mode.active(), group.group(), events);
    spent = new SpentBudgets(statuses);
  }

  private boolean hasStarted(Instant now) {
    return enoughWereReady || !now.isBefore(watchedSince.plus(rules.warmUp()));
  }

  private void resolveRemoved(Map<String, AlertState> next, Instant now, List<Event> events) {
    for (AlertState alert : alerts.values()) {
      if (!next.containsKey(alert.name()) && alert.phase() == Phase.FIRING) {
        events.add(AlertEvents.resolved(alert, now, "its rule was removed"));
      }
    }
  }

  private void commit(
      Map<String, AlertState> next,
      List<ActiveMode> active,
      @Nullable AlertGroup group,
      List<Event> events) {
    var state =
        new ServiceAlerts(
            rules.service(),
            next.values().stream().filter(AlertState::isActive).toList(),
            active,
            group);
    if (!events.isEmpty() || !milestones(state).equals(milestones(saved))) {
      store.save(state, events);
      saved = state;
    }
    alerts = next;
    modes = active;
  }

  /** What must survive a restart; the rest of a state is found again by watching. */
  private static List<@Nullable Object> milestones(ServiceAlerts state) {
    var milestones = new ArrayList<@Nullable Object>();
    for (AlertState alert : state.alerts()) {
      milestones.add(alert.name());
      milestones.add(alert.phase());
      milestones.add(alert.timing().since());
    }
    milestones.add(state.modes());
    milestones.add(state.group());
    return milestones;
  }

  /** The next instant at which something may be decided without a new scrape, or null. */
  synchronized @Nullable Instant nextDecision() {
    Instant next = saved.group() == null ? null : saved.group().announceAt();
    for (Alert rule : rules.alerts()) {
      AlertState alert = alerts.get(rule.name());
      if (alert != null && alert.phase() == Phase.PENDING && alert.timing().since() != null) {
        Instant due = alert.timing().since().plus(rule.pending());
        if (alert.timing().unknownSince() == null && (next == null || due.isBefore(next))) {
          next = due;
        }
      }
    }
    return next;
  }
}
