package dev.mainstay.delivery;

import dev.mainstay.delivery.JudgePlan.Criterion;
import dev.mainstay.delivery.Judgement.Comparison;
import dev.mainstay.delivery.Judgement.State;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares a canary with the stable version after every single request, without an end fixed
 * beforehand, and without condemning a good release more often than the plan's alpha.
 *
 * <p><b>What is asked.</b> Per criterion (errors, slow requests): is the canary's share of bad
 * requests above the tolerance <em>and</em> above {@code ratio} times the stable version's? Both
 * must be shown; a canary that misses an objective no worse than its predecessor is not to blame,
 * and neither is one that is three times as bad as almost nothing.
 *
 * <p><b>How.</b> Testing by betting: an e-process per question, their minimum against the bar (the
 * minimum of e-processes is one for the union of their nulls), alpha split evenly over the
 * criteria.
 *
 * <ul>
 *   <li><em>Against the stable version</em> the bet is on whose each bad request is. The gateway
 *       gives a request to the canary with probability &pi;, whatever the request; when the
 *       versions do not differ, so does a bad one come from it. At a risk ratio of r that
 *       probability is &pi;r / (&pi;r + 1 &minus; &pi;). This holds however the rate of bad
 *       requests moves in time and however they cluster, so a shared dependency that fails cannot
 *       condemn: what assigns requests is known, what breaks them need not be. It is the
 *       conditional form of the two-sample test of Turner, Ly, Gr&uuml;nwald, <i>Generic
 *       E-Variables for Exact Sequential k-Sample Tests that allow for Optional Stopping</i>, 2024
 *       (arXiv:2106.02693).
 *   <li><em>Against the tolerance</em> the bet is on each request of the canary, as in Waudby-Smith
 *       and Ramdas, <i>Estimating means of bounded random variables by betting</i>, JRSS B 86,
 *       2024.
 * </ul>
 *
 * The alternatives are mixed (Robbins, 1970), see {@link Wager}. That wealth crosses 1/alpha with a
 * probability of at most alpha at <em>any</em> time is Ville's inequality; see Ramdas,
 * Gr&uuml;nwald, Vovk, Shafer, <i>Game-theoretic statistics and safe anytime-valid inference</i>,
 * Statistical Science 38, 2023.
 *
 * <p><b>What is not the release's fault.</b> The assignment to <em>processes</em> is not random: a
 * canary is often a single, fresh one. So an instance's first requests are not judged ({@link
 * JudgePlan.Warmup}), and within 400 ms (or 150 of the canary's requests, when those come first)
 * evidence grows by a factor of 4 at most ({@link Wager}): what one process suffers for a second,
 * starved of a processor or with its breaker open, is one thing that happened, not as many as it
 * answered requests meanwhile.
 *
 * <p><b>A canary that leaves its trial.</b> A canary that breaks wholly soon says itself that it is
 * not ready; the gateway then gives its share to the stable version, and there is no request left
 * to judge it by. That is no acquittal: each {@link #AWAY} in which requests came and the canary,
 * having had its share before, could take none counts like one burst of errors. So a canary that
 * failed before it left is condemned soon, and one that never failed when it stays away for several
 * times as long.
 *
 * <p>Thread-safe. Memory is bounded.
 */
public final class CanaryJudge {
  /** Of an instance's first requests, how many may fail while pools and code are cold. */
  static final int ERRORS_WARMUP_REQUESTS = 20;

  /** A canary with this much evidence against it (10 to 1) is not passed on, but watched. */
  static final double SUSPICION = Math.log(10);

  /** Absence of the canary that weighs as much as one burst of errors. */
  static final Duration AWAY = Duration.ofMillis(1_500);

  private static final int MOST_INSTANCES = 1_000;
  private static final int LEARN = 300;
  private static final double LEARNT_TIMES = 4;
  private static final long LEARNT_LEAST_NANOS = 50_000_000;

  private final JudgePlan plan;
  private final String canary;
  private final String stable;
  private final List<CriterionTrial> trials = new ArrayList<>();
  private final Map<String, Warming> instances = new HashMap<>();
  private final long[] learning = new long[LEARN];
  private int learnt;
  private long learntThreshold = Long.MAX_VALUE;
  private long canaryRequests;
  private long stableRequests;
  private long stepStart;
  private boolean away;
  private long awaySince;
  private long awayBursts;
  private boolean warm;
  private boolean condemned;

  public CanaryJudge(JudgePlan plan, String canary, String stable) {
    this.plan = plan;
    this.canary = canary;
    this.stable = stable;
    double logThreshold = Math.log(plan.criteria().size() / plan.alpha());
    for (Criterion criterion : plan.criteria()) {
      trials.add(new CriterionTrial(plan.ratio(), criterion.tolerance(), logThreshold));
    }
  }

  /**
   * Takes one more request into account; those of other versions are ignored.
   *
   * @return whether the canary is condemned by now
   */
  public synchronized boolean observe(TrafficObserver.Observation o) {
    boolean ofCanary = o.version().equals(canary);
    if (!ofCanary && !o.version().equals(stable)) {
      return condemned;
    }
    presence(o, ofCanary);
    if (ofCanary) {
      canaryRequests++;
      canary(o);
    } else {
      stableRequests++;
      stable(o);
    }
    return condemned;
  }

  private void canary(TrafficObserver.Observation o) {
    if (instances.size() >= MOST_INSTANCES && !instances.containsKey(o.instance())) {
      return;
    }
    Warming instance = instances.computeIfAbsent(o.instance(), id -> new Warming(o.endNanos()));
    instance.requests++;
    instance.warm |= instance.isWarm(o.endNanos(), plan.warmup());
    warm |= instance.warm;
    if (!(o.share() > 0 && o.share() < 1)) {
      return;
    }
    for (int i = 0; i < trials.size(); i++) {
      Criterion criterion = plan.criteria().get(i);
      boolean counts =
          switch (criterion) {
            case Criterion.Errors _ -> instance.requests > ERRORS_WARMUP_REQUESTS;
            case Criterion.Slow slow -> instance.warm && threshold(slow) < Long.MAX_VALUE;
          };
      if (counts) {
        trials.get(i).canary(bad(criterion, o), o.share(), o.endNanos());
        condemned |= trials.get(i).condemned();
      }
    }
  }

  private void stable(TrafficObserver.Observation o) {
    learn(o.latencyNanos());
    double canaryShare = 1 - o.share();
    if (!(canaryShare > 0 && canaryShare < 1)) {
      return;
    }
    for (int i = 0; i < trials.size(); i++) {
      Criterion criterion = plan.criteria().get(i);
      boolean counts =
          switch (criterion) {
            case Criterion.Errors _ -> canaryRequests > 0;
            case Criterion.Slow slow -> warm && threshold(slow) < Long.MAX_VALUE;
          };
      if (counts) {
        trials.get(i).stable(bad(criterion, o), canaryShare);
      }
    }
  }

  /** A share of 1 for the stable version says that the canary could not take this request. */
  private void presence(TrafficObserver.Observation o, boolean ofCanary) {
    if (ofCanary || o.share() < 1 || canaryRequests == 0 || condemned) {
      away = false;
    } else if (!away) {
      away = true;
      awaySince = o.endNanos();
    } else if (o.endNanos() - awaySince >= AWAY.toNanos()) {
      awaySince = o.endNanos();
      awayBursts++;
      for (int i = 0; i < trials.size(); i++) {
        if (plan.criteria().get(i) instanceof Criterion.Errors) {
          trials.get(i).away();
          condemned |= trials.get(i).condemned();
        }
      }
    }
  }

  private boolean bad(Criterion criterion, TrafficObserver.Observation o) {
    return switch (criterion) {
      case Criterion.Errors errors -> o.status() >= errors.fromStatus();
      case Criterion.Slow slow -> o.latencyNanos() > threshold(slow);
    };
  }

  private long threshold(Criterion.Slow slow) {
    return slow.threshold() == null ? learntThreshold : slow.threshold().toNanos();
  }

  private void learn(long latencyNanos) {
    if (learnt < LEARN) {
      learning[learnt++] = latencyNanos;
      if (learnt == LEARN) {
        Arrays.sort(learning);
        learntThreshold =
            Math.max(LEARNT_LEAST_NANOS, (long) (LEARNT_TIMES * learning[LEARN * 95 / 100]));
      }
    }
  }

  /** A new step begins: it asks for requests of its own before the canary can pass. */
  public synchronized void step() {
    stepStart = canaryRequests;
  }

  /** What there is to say now. */
  public synchronized Judgement judgement() {
    String missing = condemned ? "" : missing();
    State state =
        condemned ? State.CONDEMNED : missing.isEmpty() ? State.PASSING : State.INSUFFICIENT;
    var comparisons = new ArrayList<Comparison>();
    for (int i = 0; i < trials.size(); i++) {
      CriterionTrial trial = trials.get(i);
      State own = trial.condemned() ? State.CONDEMNED : condemned ? State.INSUFFICIENT : state;
      Criterion criterion = plan.criteria().get(i);
      comparisons.add(trial.comparison(metric(criterion), criterion.objective(), own));
    }
    return new Judgement(
        state, reason(state, missing, comparisons), comparisons, canaryRequests, stableRequests);
  }

  /** What is still to be seen before the canary can pass, or the empty string. */
  private String missing() {
    JudgePlan.Enough enough = plan.enough();
    if (canaryRequests < enough.requests()) {
      return text("%,d of %,d requests seen", canaryRequests, enough.requests());
    }
    long atStep = canaryRequests - stepStart;
    if (atStep < enough.atStep()) {
      return text("%,d of %,d requests seen at this step", atStep, enough.atStep());
    }
    for (int i = 0; i < trials.size(); i++) {
      CriterionTrial trial = trials.get(i);
      if (trial.canaryTotal() < enough.afterWarmup()) {
        return text(
            "%,d of %,d requests seen after its instances have warmed up",
            trial.canaryTotal(), enough.afterWarmup());
      }
      if (trial.evidence() >= SUSPICION) {
        return "%s look worse, not yet proved (%s)"
            .formatted(metric(plan.criteria().get(i)), p(Math.exp(-trial.evidence())));
      }
    }
    return "";
  }

  private String reason(State state, String missing, List<Comparison> comparisons) {
    if (state == State.INSUFFICIENT) {
      return "not enough seen of " + canary + ": " + missing;
    }
    var parts = new ArrayList<String>();
    for (int i = 0; i < comparisons.size(); i++) {
      Comparison c = comparisons.get(i);
      if (state == State.PASSING || c.state() == State.CONDEMNED) {
        String part =
            text(
                "%s %s %s of %,d requests, %s %s of %,d",
                canary,
                verb(plan.criteria().get(i)),
                DeliveryEvents.percent(c.canary().share()),
                c.canary().total(),
                stable,
                DeliveryEvents.percent(c.stable().share()),
                c.stable().total());
        parts.add(state == State.PASSING ? part : part + against(plan.criteria().get(i), c));
      }
    }
    if (state == State.CONDEMNED && awayBursts > 0) {
      parts.add(
          text(
              "no instance of it was ready for %s in which %s was",
              Durations.format(AWAY.multipliedBy(awayBursts)), stable));
    }
    return String.join("; ", parts);
  }

  private String against(Criterion criterion, Comparison c) {
    return text(
        " (tolerated: %s and %.1f times %s; %s)",
        DeliveryEvents.percent(criterion.tolerance()), plan.ratio(), stable, p(c.pValue()));
  }

  private String verb(Criterion criterion) {
    return switch (criterion) {
      case Criterion.Errors _ -> "fails";
      case Criterion.Slow slow -> "takes over %d ms for".formatted(threshold(slow) / 1_000_000);
    };
  }

  private static String metric(Criterion criterion) {
    return switch (criterion) {
      case Criterion.Errors _ -> Judgement.ERRORS;
      case Criterion.Slow _ -> Judgement.SLOW;
    };
  }

  private static String p(double p) {
    return p < 0.0001 ? "p < 0.0001" : text("p = %.4f", p);
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  private static final class Warming {
    private final long first;
    private long requests;
    private boolean warm;

    Warming(long first) {
      this.first = first;
    }

    boolean isWarm(long nanos, JudgePlan.Warmup warmup) {
      return requests > warmup.atMostRequests()
          || (requests > warmup.requests() && nanos - first >= warmup.time().toNanos());
    }
  }
}
