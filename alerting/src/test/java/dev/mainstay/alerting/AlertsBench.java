package dev.mainstay.alerting;

import dev.mainstay.alerting.AlertState.Phase;
import dev.mainstay.alerting.AlertingPlan.ServiceRules;
import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Alert.Severity;
import dev.mainstay.kernel.Event;
import dev.mainstay.objectives.evaluation.SloStatus;
import dev.mainstay.telemetry.Sample;
import dev.mainstay.telemetry.Scrape;
import dev.mainstay.telemetry.Target;
import dev.mainstay.testkit.ManualTime;
import dev.mainstay.testkit.MemoryJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An engine on manual time, scraped by hand every 2 s; store and journal outlive it. */
final class AlertsBench {
  static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  static final String SERVICE = "payment-api";
  static final Duration SCRAPE = Duration.ofSeconds(2);
  static final Duration STARTUP = Duration.ofSeconds(10);
  static final Duration GROUP_WAIT = Duration.ofMillis(500);

  ManualTime time = new ManualTime(START);
  final MemoryJournal journal = new MemoryJournal(() -> time.now());
  final MemoryAlertStore store = new MemoryAlertStore(journal);
  final List<SloStatus> statuses = new ArrayList<>();
  private AlertingPlan plan = AlertingPlan.EMPTY;
  Alerts alerts = new Alerts(store, service -> List.copyOf(statuses), time, time);

  AlertsBench(Alert... rules) {
    apply(rules);
    alerts.start();
  }

  void apply(Alert... rules) {
    plan =
        new AlertingPlan(
            GROUP_WAIT, List.of(new ServiceRules(SERVICE, SCRAPE, STARTUP, List.of(rules))));
    alerts.apply(plan);
  }

  static Alert rule(String name, Condition when, Duration pending) {
    return new Alert(name, when, pending, Severity.P0, name, "merchants see failures");
  }

  static Alert databaseDown(Duration pending) {
    return rule("database-down", new Condition.DependencyFails("postgres"), pending);
  }

  static Alert tooFew(int atLeast) {
    return rule("too-few", new Condition.TooFewReady(atLeast), Duration.ZERO);
  }

  static Sample postgres(boolean up) {
    return new Sample("dependency_up", up ? 1 : 0, "dependency", "postgres");
  }

  static Sample mode(String mode, boolean active) {
    return new Sample("degradation_mode_active", active ? 1 : 0, "mode", mode);
  }

  void scrape(String instance, Sample... samples) {
    alerts.scraped(new Scrape(target(instance), time.now(), true, List.of(samples), Duration.ZERO));
  }

  void scrapeFails(String instance) {
    alerts.scraped(new Scrape(target(instance), time.now(), false, List.of(), Duration.ZERO));
  }

  void gone(String instance) {
    alerts.gone(target(instance), time.now());
  }

  private static Target target(String instance) {
    return new Target(SERVICE, instance, "1.0.0", "127.0.0.1", 1);
  }

  void advance(Duration by) {
    time.advance(by);
  }

  /** Kills the engine and starts another one {@code later}. */
  void restartAfter(Duration later) {
    time.close();
    alerts.close();
    time = new ManualTime(time.now().plus(later));
    alerts = new Alerts(store, service -> List.copyOf(statuses), time, time);
    alerts.apply(plan);
    alerts.start();
  }

  AlertState alert(String name) {
    return alerts.of(SERVICE).stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  Phase phase(String name) {
    return alert(name).phase();
  }

  List<String> types() {
    return journal.events().stream().map(Event::type).toList();
  }

  Event last() {
    return journal.events().getLast();
  }
}
