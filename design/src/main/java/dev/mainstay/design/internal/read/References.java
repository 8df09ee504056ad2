package dev.mainstay.design.internal.read;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.DegradationMode.Leave;
import dev.mainstay.design.Delivery;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Dependency.OnFailure;
import dev.mainstay.design.Drill;
import dev.mainstay.design.Health.Probe;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Planning;
import dev.mainstay.design.Promise;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Service;
import dev.mainstay.kernel.Nearest;
import dev.mainstay.kernel.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Names that stand for something elsewhere must stand for something that is there. */
final class References {
  private static final int MOST_SHOWN = 20;

  private final Section section;
  private final Service service;

  private References(Section section, Service service) {
    this.section = section;
    this.service = service;
  }

  /** Reports the values of the list under the key that are not known. */
  static void known(
      Section section, String key, List<String> names, Collection<String> known, String noun) {
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (!known.contains(name)) {
        unknown(section, key, name, section.itemPlace(key, i), known, noun);
      }
    }
  }

  /** Reports the value under the key when it is not known. */
  static void known(
      Section section, String key, String name, Collection<String> known, String noun) {
    if (!known.contains(name)) {
      unknown(section, key, name, section.placeOf(key), known, noun);
    }
  }

  private static void unknown(
      Section section, String key, String name, Place at, Collection<String> known, String noun) {
    unknown(section.reading(), key, name, at, known, noun);
  }

  static void unknown(
      Reading reading, String key, String name, Place at, Collection<String> known, String noun) {
    reading.error(
        "MS-F009",
        "%s: no %s named %s".formatted(key, noun, name),
        at,
        Nearest.of(name, known)
            .map(near -> "did you mean `" + near + "`?")
            .orElse(
                known.isEmpty()
                    ? "there is no " + noun + " yet: add it"
                    : "known: " + some(known)));
  }

  private static String some(Collection<String> known) {
    String all = new TreeSet<>(known).stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
    return known.size() > MOST_SHOWN ? all + ", …" : all;
  }

  /** Everything that a service names, but for its owner. */
  static void check(Section section, Service service) {
    var references = new References(section, service);
    references.dependencies();
    references.modes();
    references.alerts();
    references.rollback();
    references.planning();
    references.exclusions();
    references.drills();
    references.caches();
  }

  private void planning() {
    Section planning = section.inner("planning");
    List<String> flags = service.planning().flags().stream().map(Planning.Flag::name).toList();
    List<String> alerts = service.alerts().stream().map(Alert::name).toList();
    for (Planning.Risk risk : service.planning().risks()) {
      String indicator = risk.indicator();
      Section at = planning.inner("risks").inner(risk.name());
      if (indicator != null && !alerts.contains(indicator)) {
        unknown(at, "indicator", indicator, at.placeOf("indicator"), alerts, "alert");
      }
    }
    Planning.Cost cost = service.planning().cost();
    if (cost != null && cost.killSwitch() != null) {
      String flag = cost.killSwitch().flag();
      Section at = planning.inner("cost").inner("killSwitch");
      if (at.has("flag") && !flags.contains(flag)) {
        unknown(at, "flag", flag, at.placeOf("flag"), flags, "flag");
      }
    }
    Delivery delivery = service.delivery();
    if (delivery != null) {
      known(
          section.inner("delivery").inner("strategy"),
          "flags",
          delivery.strategy().flags(),
          flags,
          "flag");
    }
  }

  private void dependencies() {
    List<String> names = service.dependencies().stream().map(Dependency::name).toList();
    probe("liveness", service.health().liveness(), names);
    probe("readiness", service.health().readiness(), names);
    List<String> modes = service.degradation().stream().map(DegradationMode::name).toList();
    for (Dependency dependency : service.dependencies()) {
      if (dependency.onFailure() instanceof OnFailure.Degrade degrade
          && !modes.contains(degrade.mode())) {
        Section at = section.inner("dependencies").inner(dependency.name()).inner("onFailure");
        unknown(at, "degrade", degrade.mode(), at.placeOf("degrade"), modes, "degradation mode");
      }
      String fallback = dependency.fallback();
      if (fallback != null && !names.contains(fallback)) {
        Section at = section.inner("dependencies").inner(dependency.name());
        unknown(at, "fallback", fallback, at.placeOf("fallback"), names, "dependency");
      }
    }
  }

  private void probe(String key, Probe probe, List<String> names) {
    Section at = section.inner("health").inner(key);
    if (probe.checkTimeouts().isEmpty()) {
      known(at, "checks", probe.checks(), names, "dependency");
    } else {
      knownKeys(at, "checks", probe.checkTimeouts().keySet(), names);
    }
  }

  private void knownKeys(Section at, String key, Set<String> used, List<String> known) {
    Section inner = at.inner(key);
    for (String name : used) {
      if (!known.contains(name)) {
        unknown(inner, key, name, inner.placeOf(name), known, "dependency");
      }
    }
  }

  private void modes() {
    List<String> names = service.dependencies().stream().map(Dependency::name).toList();
    for (DegradationMode mode : service.degradation()) {
      Section at = section.inner("degradation").inner(mode.name());
      if (at.has("when") && !names.contains(mode.dependency())) {
        unknown(at, "when", mode.dependency(), at.placeOf("when"), names, "dependency");
      }
      knownKeys(at.inner("costs"), "calls", mode.costs().calls().keySet(), names);
      knownKeys(at.inner("overrides"), "timeouts", mode.overrides().timeouts().keySet(), names);
      Leave leave = mode.leave();
      Section leaving = at.inner("leave");
      if (leave != null && leaving.has("when") && !names.contains(leave.recovery().dependency())) {
        unknown(
            leaving,
            "when",
            leave.recovery().dependency(),
            leaving.placeOf("when"),
            names,
            "dependency");
      }
    }
  }

  private void alerts() {
    List<String> dependencies = service.dependencies().stream().map(Dependency::name).toList();
    var objectives = new ArrayList<>(service.objectives().stream().map(Objective::name).toList());
    service.objectives().stream()
        .filter(objective -> objective.sla() != null)
        .forEach(objective -> objectives.add(objective.name() + Condition.AGREEMENT));
    Set<String> runbooks = section.reading().runbooks;
    for (Alert alert : service.alerts()) {
      Section at = section.inner("alerts").inner(alert.name());
      switch (alert.when()) {
        case Condition.DependencyFails fails -> {
          if (!dependencies.contains(fails.dependency())) {
            unknown(at, "when", fails.dependency(), at.placeOf("when"), dependencies, "dependency");
          }
        }
        case Condition.BudgetBurns burns ->
            known(at, "on", burns.objectives(), objectives, "measured objective");
        case Condition.TooFewReady ignored -> {}
        case Condition.Threshold ignored -> {}
      }
      if (at.has("runbook")
          && section.isRun("alerts/" + alert.name())
          && !runbooks.contains(alert.runbook())) {
        at.reading()
            .error(
                "MS-F009",
                "runbook: no file runbooks/%s.md".formatted(alert.runbook()),
                at.placeOf("runbook"),
                Nearest.of(alert.runbook(), runbooks)
                    .map(near -> "did you mean `" + near + "`?")
                    .orElse("write runbooks/" + alert.runbook() + ".md beside the design"));
      }
    }
  }

  private void exclusions() {
    List<String> dependencies = service.dependencies().stream().map(Dependency::name).toList();
    for (Promise promise : service.promises().stated()) {
      known(
          section.inner("objectives").inner(promise.name()),
          "excludes",
          promise.excludes(),
          dependencies,
          "dependency");
    }
  }

  private void drills() {
    Recovery recovery = service.recovery();
    if (recovery == null) {
      return;
    }
    List<String> dependencies = service.dependencies().stream().map(Dependency::name).toList();
    List<String> stores = recovery.backups().stream().map(Recovery.Backup::of).toList();
    List<String> modes = service.degradation().stream().map(DegradationMode::name).toList();
    for (Drill drill : recovery.drills()) {
      Section at = section.inner("recovery").inner("drills").inner(drill.name());
      switch (drill.fault()) {
        case Drill.Fault.DependencyFails(String name) ->
            one(at, "fault", name, dependencies, "dependency");
        case Drill.Fault.DependencySlower(String name, var by) ->
            one(at, "fault", name, dependencies, "dependency");
        case Drill.Fault.Restore(String name) -> one(at, "fault", name, stores, "backup");
        case Drill.Fault.InstanceFails ignored -> {}
        case Drill.Fault.SiteFails ignored -> {}
        case Drill.Fault.Failover ignored -> {}
      }
      String mode = drill.expect().mode();
      if (mode != null) {
        one(at.inner("expect"), "mode", mode, modes, "degradation mode");
      }
    }
    Recovery.Replication replication = recovery.replication();
    if (replication != null && replication.of() != null) {
      one(
          section.inner("recovery").inner("replication"),
          "of",
          replication.of(),
          dependencies,
          "dependency");
    }
  }

  private static void one(
      Section at, String key, String name, Collection<String> known, String noun) {
    if (at.has(key) && !known.contains(name)) {
      unknown(at, key, name, at.placeOf(key), known, noun);
    }
  }

  private void caches() {
    List<String> names = service.dependencies().stream().map(Dependency::name).toList();
    for (var cache : service.capacity().caches()) {
      Section at = section.inner("capacity").inner("caches").inner(cache.name());
      String in = cache.in();
      if (in != null && !names.contains(in)) {
        unknown(at, "in", in, at.placeOf("in"), names, "dependency");
      }
      String saves = cache.saves();
      if (saves != null && !names.contains(saves)) {
        unknown(at, "saves", saves, at.placeOf("saves"), names, "dependency");
      }
    }
  }

  private void rollback() {
    Delivery delivery = service.delivery();
    if (delivery == null) {
      return;
    }
    List<String> objectives =
        new ArrayList<>(service.objectives().stream().map(Objective::name).toList());
    Section at = section.inner("delivery").inner("rollback");
    List<Delivery.Trigger> triggers = delivery.rollback().triggers();
    for (int i = 0; i < triggers.size(); i++) {
      if (triggers.get(i) instanceof Delivery.Trigger.ObjectiveWorse worse
          && !objectives.contains(worse.objective())) {
        unknown(
            at,
            "when",
            worse.objective(),
            at.itemPlace("when", i),
            objectives,
            "measured objective");
      }
    }
  }
}
