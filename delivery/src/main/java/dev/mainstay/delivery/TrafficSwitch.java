package dev.mainstay.delivery;

import dev.mainstay.kernel.Ticker;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sets one service's weights, and lets the judge take a canary's away at once, from the thread that
 * saw the deciding request: before anything is persisted, and so that no step that is being entered
 * meanwhile gives it traffic again. Thread-safe.
 */
final class TrafficSwitch {
  private final String service;
  private final Routing routing;
  private final Ticker ticker;
  private volatile @Nullable Trial trial;

  TrafficSwitch(String service, Routing routing, Ticker ticker) {
    this.service = service;
    this.routing = routing;
    this.ticker = ticker;
  }

  /** A canary being judged. */
  static final class Trial {
    private final Deployment deployment;
    private final CanaryJudge judge;
    private final long routedBefore;
    private boolean condemned;
    private volatile @Nullable Condemnation verdict;

    Trial(Deployment deployment, CanaryJudge judge, long routedBefore) {
      this.deployment = deployment;
      this.judge = judge;
      this.routedBefore = routedBefore;
    }

    CanaryJudge judge() {
      return judge;
    }

    /** Not null once it is condemned and its traffic is away. */
    @Nullable Condemnation verdict() {
      return verdict;
    }
  }

  /** A verdict whose traffic is already away. */
  record Condemnation(long deployment, Judgement judgement, Deployment.Zero zero) {}

  synchronized Trial begin(Deployment deployment, CanaryJudge judge) {
    var begun =
        new Trial(deployment, judge, routing.routed(service, deployment.version()).requests());
    trial = begun;
    return begun;
  }

  /** Ends the trial; false when the canary was condemned meanwhile: the verdict stands. */
  synchronized boolean end() {
    Trial current = trial;
    if (current != null && current.condemned) {
      return false;
    }
    trial = null;
    return true;
  }

  /** Ends the trial even when a verdict has been spoken. */
  synchronized void drop() {
    trial = null;
  }

  @Nullable Trial trial() {
    return trial;
  }

  /** The weights of a deployment; a condemned canary keeps its 0. */
  synchronized void set(Map<String, Double> weights) {
    Trial current = trial;
    if (current == null || !current.condemned) {
      routing.weights(service, weights);
    }
  }

  /** Shares for a canary beside the version it replaces, which may be none. */
  static Map<String, Double> shares(Deployment deployment) {
    return shares(deployment, deployment.progress().weight());
  }

  static Map<String, Double> shares(Deployment deployment, double weight) {
    var shares = new TreeMap<String, Double>();
    String previous = deployment.previous();
    if (previous == null) {
      shares.put(deployment.version(), 1.0);
    } else {
      shares.put(previous, 1 - weight);
      shares.put(deployment.version(), weight);
    }
    return shares;
  }

  /** The judge has one more request; true when it is the one that condemns. */
  boolean observed(TrafficObserver.Observation observation) {
    Trial current = trial;
    if (current == null || !current.judge.observe(observation)) {
      return false;
    }
    long verdict = ticker.nanos();
    synchronized (this) {
      if (trial != current || current.condemned) {
        return false;
      }
      current.condemned = true;
      Deployment.Zero zero = zero(current.deployment, verdict, current.routedBefore);
      current.verdict =
          new Condemnation(current.deployment.number(), current.judge.judgement(), zero);
    }
    return true;
  }

  /**
   * Takes all traffic from the deployment's version.
   *
   * @param decided when that was decided, by the ticker
   */
  Deployment.Zero zero(Deployment deployment, long decided, long routedBefore) {
    routing.weights(service, shares(deployment, 0));
    Routing.Routed routed = routing.routed(service, deployment.version());
    long last = routed.requests() == 0 ? decided : routed.lastNanos();
    long zero = Math.max(ticker.nanos(), last);
    return new Deployment.Zero(
        Math.max(0, zero - decided) / 1e6, Math.max(0, routed.requests() - routedBefore));
  }
}
