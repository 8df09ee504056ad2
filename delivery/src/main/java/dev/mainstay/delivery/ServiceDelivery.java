package dev.mainstay.delivery;

import static dev.mainstay.delivery.Deployment.Cause;
import static dev.mainstay.delivery.Deployment.Phase;

import dev.mainstay.delivery.DeliveryPlan.ServicePlan;
import dev.mainstay.delivery.Deployment.Outcome;
import dev.mainstay.delivery.Deployment.Progress;
import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Moves one service's deployment along: looks at what is, decides the next state, persists it with
 * its event, then lets traffic and instances follow. Whatever is persisted can be continued by
 * another process: weights and wanted instances are functions of it. One lock; see {@link
 * TrafficSwitch} for what does not wait for it.
 */
final class ServiceDelivery {
  static final String MAINSTAY = "mainstay";

  /** Lost instances in a row after which a service's very first version is given up. */
  static final int FIRST_CRASH_LOOP = 6;

  static final Duration LEAST_HOLD = Duration.ofMinutes(1);

  private final Fleet.Parts parts;
  private final Ticker ticker;
  private final Fleet fleet;
  private final TrafficSwitch traffic;
  private final Failures failures;
  private ServicePlan plan;
  private @Nullable String stable;
  private @Nullable Deployment active;
  private long routedBefore;
  private boolean stopping;
  private boolean removed;

  ServiceDelivery(ServicePlan plan, Fleet.Parts parts, Ticker ticker) {
    this.plan = plan;
    this.parts = parts;
    this.ticker = ticker;
    this.fleet = new Fleet(plan.service(), plan.instances(), parts);
    this.traffic = new TrafficSwitch(plan.service(), parts.routing(), ticker);
    this.failures = new Failures(fleet, parts.clock());
  }

  TrafficSwitch traffic() {
    return traffic;
  }

  Fleet fleet() {
    return fleet;
  }

  synchronized @Nullable String stable() {
    return stable;
  }

  synchronized @Nullable Deployment active() {
    return active;
  }

  synchronized ServicePlan plan() {
    return plan;
  }

  synchronized void plan(ServicePlan plan) {
    this.plan = plan;
    stopping = false;
    removed = false;
    fleet.plan(plan.instances());
  }

  /**
   * Takes up what was persisted, with its weights, before anything listens.
   *
   * @return ends when all living instances have been asked whether they are ready
   */
  synchronized CompletableFuture<Void> restore(List<Instance> instances) {
    String service = plan.service();
    stable =
        parts.store().promoted(service, 1).stream()
            .findFirst()
            .map(Deployment::version)
            .orElse(null);
    active =
        parts.store().deployments(service, 1).stream()
            .filter(Deployment::unfinished)
            .findFirst()
            .orElse(null);
    var probes = new ArrayList<CompletableFuture<Void>>();
    for (Instance instance : instances) {
      probes.add(fleet.adopt(instance));
    }
    Deployment d = active;
    if (d == null) {
      traffic.set(stable == null ? Map.of() : Map.of(stable, 1.0));
    } else {
      String distrust = failures.distrust(d, stable, plan.rollout().steps().size());
      if (distrust != null) {
        rollBack(d, Cause.UNTRUSTED, MAINSTAY, distrust);
      } else {
        resume(d);
      }
    }
    return CompletableFuture.allOf(probes.toArray(CompletableFuture[]::new));
  }

  private void resume(Deployment d) {
    judgeFromNow(d);
    traffic.set(TrafficSwitch.shares(d));
  }

  private void judgeFromNow(Deployment d) {
    routedBefore = parts.routing().routed(plan.service(), d.version()).requests();
    String previous = d.previous();
    boolean carries =
        d.progress().phase() == Phase.BAKING || d.progress().phase() == Phase.PROMOTING;
    if (previous != null && carries && d.origin().steps() > 0 && traffic.trial() == null) {
      traffic.begin(d, new CanaryJudge(plan.judge(), d.version(), previous));
    }
  }

  /**
   * Starts a rollout; the caller has made sure that none is under way.
   *
   * @param more facts about it that become durable together with it
   */
  synchronized Deployment begin(
      long number, String version, String by, int steps, Function<Deployment, List<Event>> more) {
    Instant now = parts.clock().now();
    boolean first = stable == null;
    var d =
        new Deployment(
            number,
            plan.service(),
            version,
            stable,
            new Deployment.Origin(by, now, steps),
            new Progress(
                Phase.STARTING,
                0,
                first ? 1 : 0,
                now,
                first ? null : now.plus(plan.instances().patience()),
                null),
            null);
    var events = new ArrayList<Event>(List.of(DeliveryEvents.started(d)));
    events.addAll(more.apply(d));
    parts.store().save(d, events);
    active = d;
    failures.forget();
    var keep = new TreeSet<String>();
    if (stable != null) {
      keep.add(stable);
    }
    fleet.forgive(keep, version);
    routedBefore = parts.routing().routed(plan.service(), version).requests();
    traffic.drop();
    traffic.set(TrafficSwitch.shares(d));
    fleet.want(wanted());
    return d;
  }

  /** One look at everything. */
  synchronized void tick() {
    fleet.tick();
    Deployment d = active;
    if (d != null && !stopping) {
      advance(d);
    }
    fleet.want(wanted());
  }

  private void advance(Deployment d) {
    TrafficSwitch.Trial trial = traffic.trial();
    TrafficSwitch.Condemnation verdict = trial == null ? null : trial.verdict();
    if (verdict != null && verdict.deployment() == d.number()) {
      condemned(d, verdict);
      return;
    }
    switch (d.progress().phase()) {
      case STARTING -> starting(d);
      case BAKING -> baking(d);
      case PROMOTING -> promoting(d);
      case ROLLING_BACK -> rollingBack(d);
      case PROMOTED, ROLLED_BACK, FAILED -> active = null;
    }
  }

  private void starting(Deployment d) {
    String previous = d.previous();
    if (previous == null) {
      if (fleet.ready(d.version()) >= plan.instances().count()) {
        promoted(d, "its first instances are ready");
      } else if (fleet.losses(d.version()) >= FIRST_CRASH_LOOP) {
        fail(d);
      }
    } else if (!broken(d)) {
      boolean direct = d.origin().steps() == 0;
      int needed = direct ? plan.instances().count() : Staffing.canaries(plan, 1);
      if (fleet.ready(d.version()) >= needed) {
        if (direct) {
          promoted(d, "all its instances are ready");
        } else {
          step(d, 1, List.of());
        }
      }
    }
  }

  private void step(Deployment d, int step, List<Event> before) {
    var design = plan.rollout().steps().get(step - 1);
    Instant now = parts.clock().now();
    Deployment next =
        d.with(
            new Progress(
                Phase.BAKING,
                step,
                design.weight().asFraction(),
                now,
                now.plus(design.bake()),
                null));
    var events = new ArrayList<>(before);
    events.add(DeliveryEvents.stepReached(next));
    save(next, events);
    judgeFromNow(next);
    TrafficSwitch.Trial trial = traffic.trial();
    if (trial != null) {
      trial.judge().step();
    }
    traffic.set(TrafficSwitch.shares(next));
  }

  private void baking(Deployment d) {
    if (broken(d) || !baked(d)) {
      return;
    }
    Judgement judgement = judgement();
    if (judgement != null
        && d.progress().weight() < 1
        && judgement.state() != Judgement.State.PASSING) {
      hold(d, judgement);
      return;
    }
    List<Event> judged =
        judgement == null ? List.of() : List.of(DeliveryEvents.judged(d, judgement));
    int step = d.progress().step();
    if (step < plan.rollout().steps().size()) {
      if (fleet.ready(d.version()) >= Staffing.canaries(plan, step + 1)) {
        step(d, step + 1, judged);
      }
    } else {
      promote(d, MAINSTAY, judged);
    }
  }

  private boolean baked(Deployment d) {
    return d.progress().isOver(parts.clock().now());
  }

  /** Its time is over, but the judge wants to see more: says so, once, when that takes long. */
  private void hold(Deployment d, Judgement judgement) {
    Progress p = d.progress();
    Instant until = p.until();
    if (until == null || p.note() != null || judgement.state() == Judgement.State.CONDEMNED) {
      return;
    }
    Duration bake = Duration.between(p.since(), until);
    Duration patience = bake.compareTo(LEAST_HOLD) > 0 ? bake : LEAST_HOLD;
    if (!parts.clock().now().isBefore(until.plus(patience))) {
      String note = judgement.reason() + "; promote or roll back by hand, or wait";
      Deployment held =
          d.with(new Progress(p.phase(), p.step(), p.weight(), p.since(), until, note));
      save(held, List.of(DeliveryEvents.held(held, note)));
    }
  }

  private void promoting(Deployment d) {
    if (!broken(d) && fleet.ready(d.version()) >= plan.instances().count()) {
      Judgement judgement = judgement();
      String note = d.progress().note();
      promoted(
          d,
          note != null
              ? note
              : judgement == null ? "all its instances are ready" : judgement.reason());
    }
  }

  private void promote(Deployment d, String by, List<Event> before) {
    Instant now = parts.clock().now();
    Progress p = d.progress();
    Deployment next =
        d.with(
            new Progress(
                Phase.PROMOTING,
                p.step(),
                p.weight(),
                now,
                now.plus(plan.instances().patience()),
                by.equals(MAINSTAY) ? null : "promoted by " + by));
    var events = new ArrayList<>(before);
    events.add(DeliveryEvents.promoting(next, by));
    save(next, events);
    judgeFromNow(next);
  }

  private void promoted(Deployment d, String reason) {
    Judgement judgement = judgement();
    if (!traffic.end()) {
      return;
    }
    Instant now = parts.clock().now();
    var outcome = new Outcome(Cause.COMPLETED, d.origin().by(), reason, judgement, now, now, null);
    Deployment next =
        d.with(new Progress(Phase.PROMOTED, d.progress().step(), 1, now, null, null), outcome);
    save(next, List.of(DeliveryEvents.promoted(next, outcome)));
    stable = d.version();
    active = null;
    traffic.set(Map.of(d.version(), 1.0));
  }

  private void fail(Deployment d) {
    Instant now = parts.clock().now();
    var outcome =
        new Outcome(Cause.CRASHED, MAINSTAY, fleet.lastLoss(d.version()), null, now, now, null);
    Deployment next = d.with(new Progress(Phase.FAILED, 0, 0, now, null, null), outcome);
    save(next, List.of(DeliveryEvents.failed(next, outcome)));
    active = null;
    traffic.drop();
    traffic.set(Map.of());
  }

  /** Rolls back a version that does not come or stay up; whether it did. */
  private boolean broken(Deployment d) {
    Failures.Failure failure = failures.of(d);
    if (failure != null) {
      rollBack(d, failure.cause(), MAINSTAY, failure.reason());
    }
    return failure != null;
  }

  /** The judge has spoken and the traffic is away. */
  private void condemned(Deployment d, TrafficSwitch.Condemnation c) {
    Judgement judgement = c.judgement();
    Event condemned = DeliveryEvents.condemned(d, judgement);
    rollingBack(
        d,
        new Outcome(
            Cause.CONDEMNED,
            MAINSTAY,
            judgement.reason(),
            judgement,
            parts.clock().now(),
            null,
            c.zero()),
        List.of(condemned));
  }

  private void rollBack(Deployment d, Cause cause, String by, String reason) {
    long decided = ticker.nanos();
    Deployment.Zero zero = traffic.zero(d, decided, routedBefore);
    rollingBack(
        d, new Outcome(cause, by, reason, judgement(), parts.clock().now(), null, zero), List.of());
  }

  private void rollingBack(Deployment d, Outcome outcome, List<Event> before) {
    Instant now = parts.clock().now();
    Deployment next =
        d.with(
            new Progress(
                Phase.ROLLING_BACK,
                d.progress().step(),
                0,
                now,
                now.plus(plan.rollout().rollbackWithin()),
                null),
            outcome);
    var events = new ArrayList<>(before);
    events.add(DeliveryEvents.rollingBack(next, outcome));
    save(next, events);
    traffic.drop();
    traffic.set(TrafficSwitch.shares(next));
    fleet.want(wanted());
  }

  private void rollingBack(Deployment d) {
    Instant now = parts.clock().now();
    Outcome outcome = d.outcome();
    if (outcome == null) {
      throw new IllegalStateException(d.id() + " is rolling back without a reason");
    }
    if (!fleet.any(d.version())) {
      Outcome ended = outcome.ended(now);
      Progress p = d.progress();
      Deployment next =
          d.with(new Progress(Phase.ROLLED_BACK, p.step(), 0, now, null, null), ended);
      save(next, List.of(DeliveryEvents.rolledBack(next, ended)));
      active = null;
      traffic.set(stable == null ? Map.of() : Map.of(stable, 1.0));
    } else if (baked(d)) {
      fleet.hurry(d.version());
    }
  }

  /** Skips the steps that are left. */
  synchronized Deployment promote(Deployment d, String by) {
    Deployment current = active;
    if (current == null
        || current.number() != d.number()
        || current.progress().phase() == Phase.ROLLING_BACK
        || current.previous() == null) {
      throw conflict(current == null ? d : current, "promoted");
    }
    if (current.progress().phase() != Phase.PROMOTING) {
      promote(current, by, List.of());
      fleet.want(wanted());
    }
    return active == null ? current : active;
  }

  /** Takes back a deployment that is under way. */
  synchronized Deployment rollBack(Deployment d, String by, String reason) {
    Deployment current = active;
    if (current == null || current.number() != d.number() || current.previous() == null) {
      throw conflict(current == null ? d : current, "rolled back");
    }
    if (current.progress().phase() != Phase.ROLLING_BACK) {
      rollBack(current, Cause.REQUESTED, by, reason);
    }
    return active == null ? current : active;
  }

  private static DeliveryException conflict(Deployment d, String what) {
    return new DeliveryException(
        DeliveryException.Kind.CONFLICT,
        "%s: %s (expected: one under way that replaces another version, to be %s)"
            .formatted(d.id(), d.progress().phase().word(), what));
  }

  private void save(Deployment d, List<Event> events) {
    parts.store().save(d, events);
    active = d;
  }

  @Nullable Judgement judgement() {
    TrafficSwitch.Trial trial = traffic.trial();
    return trial == null ? null : trial.judge().judgement();
  }

  private Map<String, Integer> wanted() {
    return stopping ? Map.of() : Staffing.of(plan, stable, active, parts.clock().now());
  }

  /**
   * Retires all instances; nothing is started any more.
   *
   * @param forGood whether the service is to be forgotten when they are gone
   */
  synchronized void stop(boolean forGood) {
    stopping = true;
    removed |= forGood;
    fleet.want(Map.of());
  }

  /** Whether it was stopped and nothing of it is left. */
  synchronized boolean gone() {
    return stopping && removed && fleet.empty();
  }

  synchronized void readiness(Instance instance, boolean ready, String why) {
    fleet.readiness(instance.id(), ready, why);
  }
}
