package dev.mainstay.design.internal.checks;

import dev.mainstay.design.Service;
import dev.mainstay.kernel.Rate;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Instances that are too few for the peak, because some are away for a time.
 *
 * @param min instances that usually run
 * @param missing of them, at least one
 */
public record Remaining(int min, int missing, Rate capacity, Rate peak) {
  /** Rates are sums of decimal fractions, which are not exact. */
  private static final double EXACT = 1 - 1e-9;

  /**
   * Compares what remains with the peak; absent when it suffices, when not even all instances would
   * suffice, or when a fact is unknown.
   *
   * @param missing of so many instances
   */
  public static Optional<Remaining> tooFew(
      Service service, Findings findings, IntUnaryOperator missing) {
    Rate capacity = service.instances().capacity();
    if (capacity == null) {
      findings.unknown("instances/each/capacity");
      return Optional.empty();
    }
    if (!findings.isWritten("traffic/peak")) {
      findings.unknown("traffic/peak");
      return Optional.empty();
    }
    findings.compared();
    int min = service.instances().min();
    int away = Math.clamp(missing.applyAsInt(min), 0, min);
    return Optional.of(new Remaining(min, away, capacity, service.traffic().peak()))
        .filter(remaining -> away > 0 && remaining.carries(min) && !remaining.carries(min - away));
  }

  private boolean carries(int instances) {
    return instances * capacity.perSecond() >= peak.perSecond() * EXACT;
  }

  private String left() {
    return Numbers.of((min - missing) * capacity.perSecond()) + "/s";
  }

  /**
   * @param how they are gone, such as {@code away}
   */
  public String message(String how) {
    return "%d of %d instances %s leaves %s, below the peak of %s"
        .formatted(missing, min, how, left(), peak);
  }

  /** Adds the other places and the arithmetic. */
  public Findings.Finding prove(Findings.Finding finding, String ofMin) {
    return finding
        .with("instances/min", ofMin)
        .with("instances/each/capacity", "what one carries")
        .with("traffic/peak", "what comes")
        .sum("(%d - %d) x %s = %s < %s".formatted(min, missing, capacity, left(), peak));
  }
}
