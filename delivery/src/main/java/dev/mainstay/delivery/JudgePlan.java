package dev.mainstay.delivery;

import dev.mainstay.design.Objective;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a canary is judged by.
 *
 * @param criteria at least one
 * @param alpha how often a release that is not worse may be condemned, over all criteria and the
 *     whole rollout
 * @param ratio a canary is worse only when its share of bad requests exceeds this multiple of the
 *     stable version's
 * @param enough how much must have been seen before a canary can pass
 * @param warmup what a fresh instance's latency is not judged by
 */
public record JudgePlan(
    List<Criterion> criteria, double alpha, double ratio, Enough enough, Warmup warmup) {
  static final double ALPHA = 0.01;
  static final double RATIO = 1.5;
  static final Enough ENOUGH = new Enough(200, 100, 50);
  static final Warmup WARMUP = new Warmup(Duration.ofSeconds(10), 200, 400);

  /** Tolerated whatever the objective: one bad request in a thousand. */
  static final double LEAST_TOLERANCE = 0.001;

  public JudgePlan {
    criteria = List.copyOf(criteria);
    if (criteria.isEmpty()) {
      throw new IllegalArgumentException("criteria: none (expected: at least one)");
    }
    if (!(alpha > 0 && alpha < 1) || !(ratio >= 1)) {
      throw new IllegalArgumentException(
          "alpha: %s, ratio: %s (expected: alpha in (0, 1), ratio >= 1)".formatted(alpha, ratio));
    }
  }

  /** With the usual margins. */
  public static JudgePlan of(List<Criterion> criteria) {
    return new JudgePlan(criteria, ALPHA, RATIO, ENOUGH, WARMUP);
  }

  /**
   * Compiled from the objectives that the design's rollback names. Errors and latency are judged in
   * any case: with the named objective's figures, else any objective's of that kind, else figures
   * of our own (statuses from 500 with 1 % tolerated; slower than a threshold learnt from the
   * stable version with 5 % tolerated). Ratio objectives are not visible in traffic.
   */
  static JudgePlan of(List<Objective> objectives, List<String> named) {
    var criteria = new ArrayList<Criterion>();
    criteria.add(
        pick(objectives, named, Objective.Sli.Availability.class)
            .map(JudgePlan::errors)
            .orElse(new Criterion.Errors("", 500, 0.01)));
    criteria.add(
        pick(objectives, named, Objective.Sli.Latency.class)
            .map(JudgePlan::slow)
            .orElse(new Criterion.Slow("", null, 0.05)));
    return of(criteria);
  }

  private static java.util.Optional<Objective> pick(
      List<Objective> objectives, List<String> named, Class<? extends Objective.Sli> kind) {
    var ofKind = objectives.stream().filter(o -> kind.isInstance(o.sli())).toList();
    return ofKind.stream()
        .filter(o -> named.contains(o.name()))
        .findFirst()
        .or(() -> ofKind.stream().findFirst());
  }

  private static Criterion errors(Objective objective) {
    var sli = (Objective.Sli.Availability) objective.sli();
    return new Criterion.Errors(objective.name(), sli.badFromStatus(), tolerance(objective));
  }

  private static Criterion slow(Objective objective) {
    var sli = (Objective.Sli.Latency) objective.sli();
    return new Criterion.Slow(objective.name(), sli.threshold(), tolerance(objective));
  }

  private static double tolerance(Objective objective) {
    return Math.max(LEAST_TOLERANCE, objective.slo().complement().asFraction());
  }

  /** What makes a request bad. */
  public sealed interface Criterion {
    /** The objective it guards, or the empty string. */
    String objective();

    /** Share of bad requests below which a canary is never condemned. */
    double tolerance();

    /**
     * @param fromStatus requests answered with this status or a higher one are bad
     */
    record Errors(String objective, int fromStatus, double tolerance) implements Criterion {}

    /**
     * @param threshold requests that take longer are bad; null when it is learnt from the stable
     *     version
     */
    record Slow(String objective, @Nullable Duration threshold, double tolerance)
        implements Criterion {}
  }

  /**
   * @param requests of the canary since the rollout began
   * @param afterWarmup of these, whose latency is judged
   * @param atStep of the canary since the step began
   */
  public record Enough(int requests, int afterWarmup, int atStep) {}

  /**
   * A fresh process is slow until its code is compiled and its pools are filled. An instance's
   * latency counts when both {@code time} and {@code requests} have passed since its first request,
   * or {@code atMostRequests}.
   */
  public record Warmup(Duration time, int requests, int atMostRequests) {}
}
