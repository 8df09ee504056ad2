package dev.mainstay.alerting.rules;

import dev.mainstay.alerting.internal.AlertMachine;
import dev.mainstay.telemetry.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What rules alert on now, by service and name of the alert.
 *
 * <p>The service is that of the label {@code service}, else {@code job}, that a design is of; an
 * OpenTelemetry job {@code namespace/name} may be meant by its name. Where no design is meant it is
 * the value of the first of the two labels that is there, else the name of the rule's group. One
 * rule alerts for at most {@value #MAX_SERVICES} services without a design at a time; the series of
 * further ones count for the group. Not thread-safe.
 */
final class FiringRules {
  static final int MAX_SERVICES = 50;

  /** Beyond that, one more evaluation is enough of a wait before an alert is over. */
  static final Duration LONGEST_HOLD = Duration.ofMinutes(5);

  private static final Duration UNTOLD_INTERVAL = Duration.ofMinutes(1);

  private final Predicate<String> designed;
  private final Map<String, Seen> groups = new LinkedHashMap<>();
  private final Map<String, Set<Seen>> byName = new HashMap<>();
  private final Map<String, Map<String, Map<Seen, FiringSeries>>> byService = new HashMap<>();

  /**
   * @param designed whether there is a design of a service
   */
  FiringRules(Predicate<String> designed) {
    this.designed = designed;
  }

  private record Key(String service, String alert) {}

  private record Failure(Instant since, String problem) {}

  /** What one group gave. */
  private static final class Seen {
    private RuleGroup group;
    private Duration interval;
    private @Nullable Instant evaluatedAt;
    private Map<Key, FiringSeries> series = Map.of();
    private Map<String, Failure> failures = Map.of();

    Seen(RuleGroup group) {
      this.group = group;
      this.interval = group.interval() == null ? UNTOLD_INTERVAL : group.interval();
    }

    List<AlertingRule> rules(String alert) {
      var rules = new ArrayList<AlertingRule>();
      for (Rule rule : group.rules()) {
        if (rule instanceof AlertingRule alerting && alerting.name().equals(alert)) {
          rules.add(alerting);
        }
      }
      return rules;
    }
  }

  /**
   * These groups are there from now on, and were not evaluated yet. What rules gave that are gone
   * is forgotten.
   */
  void apply(Collection<RuleGroup> now) {
    Map<String, Seen> before = new HashMap<>(groups);
    groups.clear();
    byName.clear();
    for (RuleGroup group : now) {
      Seen seen = before.remove(group.key());
      if (seen == null) {
        seen = new Seen(group);
      }
      seen.group = group;
      seen.evaluatedAt = null;
      groups.put(group.key(), seen);
      for (Rule rule : group.rules()) {
        if (rule instanceof AlertingRule alerting) {
          byName.computeIfAbsent(alerting.name(), name -> new LinkedHashSet<>()).add(seen);
        }
      }
      var left = new LinkedHashMap<>(seen.series);
      Seen same = seen;
      left.keySet().removeIf(key -> same.rules(key.alert()).isEmpty());
      replace(seen, left);
    }
    before.values().forEach(gone -> replace(gone, Map.of()));
  }

  /** Takes what a group gave; gives the services that are concerned. */
  Set<String> take(GroupStatus status, Instant now) {
    Seen seen = groups.get(status.group().key());
    if (seen == null) {
      return Set.of();
    }
    Map<Key, FiringSeries> next = new LinkedHashMap<>();
    Map<String, Failure> failures = new HashMap<>();
    for (RuleStatus rule : status.rules()) {
      if (!(rule.rule() instanceof AlertingRule alerting)) {
        continue;
      }
      if (rule.judged()) {
        count(alerting, seen, rule.alerts(), next);
        continue;
      }
      String name = alerting.name();
      Failure failure =
          seen.failures.getOrDefault(name, new Failure(now, String.valueOf(rule.problem())));
      failures.put(name, failure);
      if (now.isBefore(failure.since().plus(AlertMachine.GIVE_UP))) {
        seen.series.forEach((key, series) -> {
          if (key.alert().equals(name)) {
            next.put(key, series);
          }
        });
      }
    }
    var concerned = new TreeSet<String>();
    seen.series.keySet().forEach(key -> concerned.add(key.service()));
    next.keySet().forEach(key -> concerned.add(key.service()));
    seen.interval = status.interval();
    seen.evaluatedAt = status.lastEvaluation();
    seen.failures = failures;
    replace(seen, next);
    return concerned;
  }

  private void count(
      AlertingRule rule, Seen seen, List<ActiveAlert> alerts, Map<Key, FiringSeries> next) {
    Set<String> unknown = knownWithoutDesign(rule, seen, alerts);
    for (ActiveAlert alert : alerts) {
      FiringSeries series = FiringSeries.of(seen.group, rule, alert);
      if (series != null) {
        String service = service(alert.labels(), seen.group);
        if (!designed.test(service) && !unknown.contains(service)) {
          if (unknown.size() < MAX_SERVICES) {
            unknown.add(service);
          } else {
            service = seen.group.name();
          }
        }
        next.merge(new Key(service, rule.name()), series, FiringSeries::plus);
      }
    }
  }

  /** Services without a design that the rule alerted for before and does still. */
  private Set<String> knownWithoutDesign(AlertingRule rule, Seen seen, List<ActiveAlert> alerts) {
    var known = new HashSet<String>();
    for (ActiveAlert alert : alerts) {
      String service = service(alert.labels(), seen.group);
      if (!designed.test(service) && seen.series.containsKey(new Key(service, rule.name()))) {
        known.add(service);
      }
    }
    return known;
  }

  private String service(Labels labels, RuleGroup group) {
    String first = null;
    for (String label : List.of("service", "job")) {
      String value = labels.get(label);
      if (value != null && !value.isBlank()) {
        if (designed.test(value)) {
          return value;
        }
        String named = value.substring(value.lastIndexOf('/') + 1);
        if (designed.test(named)) {
          return named;
        }
        first = first == null ? value : first;
      }
    }
    return first == null ? group.name() : first;
  }

  private void replace(Seen seen, Map<Key, FiringSeries> next) {
    for (Key key : seen.series.keySet()) {
      Map<String, Map<Seen, FiringSeries>> alerts = byService.getOrDefault(key.service(), Map.of());
      Map<Seen, FiringSeries> of = alerts.get(key.alert());
      if (of != null) {
        of.remove(seen);
        if (of.isEmpty()) {
          alerts.remove(key.alert());
        }
        if (alerts.isEmpty()) {
          byService.remove(key.service());
        }
      }
    }
    next.forEach((key, series) ->
        byService
            .computeIfAbsent(key.service(), service -> new TreeMap<>())
            .computeIfAbsent(key.alert(), alert -> new LinkedHashMap<>())
            .put(seen, series));
    seen.series = next;
  }

  /** Services that something is active for. */
  Set<String> services() {
    return Set.copyOf(byService.keySet());
  }

  /** What is active for a service, by the name of the alert. */
  Map<String, FiringSeries> of(String service) {
    var all = new TreeMap<String, FiringSeries>();
    byService
        .getOrDefault(service, Map.of())
        .forEach((alert, series) ->
            all.put(alert, series.values().stream().reduce(FiringSeries::plus).orElseThrow()));
    return all;
  }

  /** Whether any rule has that name. */
  boolean has(String alert) {
    return byName.containsKey(alert);
  }

  /** The latest evaluation of rules of that name; null until all of them had one. */
  @Nullable Instant evaluatedAt(String alert) {
    Instant latest = null;
    for (Seen seen : byName.getOrDefault(alert, Set.of())) {
      Instant at = seen.evaluatedAt;
      if (at == null) {
        return null;
      }
      latest = latest == null || at.isAfter(latest) ? at : latest;
    }
    return latest;
  }

  /**
   * How long nothing must fire before it is over: two intervals of the group, or what the rule says
   * with {@code keep_firing_for}, which has been waited for already.
   */
  Duration hold(String alert) {
    Duration longest = Duration.ZERO;
    for (Seen seen : byName.getOrDefault(alert, Set.of())) {
      for (AlertingRule rule : seen.rules(alert)) {
        Duration hold =
            rule.keepFiringFor().isPositive() ? Duration.ZERO : seen.interval.multipliedBy(2);
        longest = hold.compareTo(longest) > 0 ? hold : longest;
      }
    }
    return longest.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : longest;
  }

  /** Why a rule of that name cannot be evaluated, or null. */
  @Nullable String problem(String alert) {
    for (Seen seen : byName.getOrDefault(alert, Set.of())) {
      Failure failure = seen.failures.get(alert);
      if (failure != null) {
        return failure.problem();
      }
    }
    return null;
  }

  /** Since when a rule of that name cannot be evaluated, or null. */
  @Nullable Instant failingSince(String alert) {
    for (Seen seen : byName.getOrDefault(alert, Set.of())) {
      Failure failure = seen.failures.get(alert);
      if (failure != null) {
        return failure.since();
      }
    }
    return null;
  }
}
