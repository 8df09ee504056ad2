package dev.mainstay.design;

import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When instances are added and taken away: one is added when any measure is above its {@code up},
 * one taken away when every measure that has a {@code down} is below it.
 *
 * @param bands measure to its thresholds, at least one
 * @param upAfter a measure must stay above so long
 * @param downAfter every measure must stay below so long
 * @param upBy instances added at once, or null for as many as are needed
 * @param downBy instances taken away at once, or null for as many as are not needed
 * @param cooldown between two changes
 */
public record Scaling(
    Map<Measure, Band> bands,
    Duration upAfter,
    Duration downAfter,
    @Nullable Step upBy,
    @Nullable Step downBy,
    Duration cooldown) {

  public Scaling {
    var copy = new EnumMap<Measure, Band>(Measure.class);
    copy.putAll(bands);
    bands = Collections.unmodifiableMap(copy);
  }

  /** What is compared, as a share of what one instance has. */
  public enum Measure {
    CPU,
    MEMORY,
    /** Of the declared capacity. */
    REQUESTS;

    /** As the design writes it. */
    public String key() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * Thresholds of one measure.
   *
   * @param down null when the measure never lets instances go
   */
  public record Band(Percentage up, @Nullable Percentage down) {}

  /** How many at once. */
  public sealed interface Step {
    /** Instances after one step up from n; always at least one more. */
    int more(int n);

    /** Instances after one step down from n; always at least one less. */
    int fewer(int n);

    /**
     * @param count &ge; 1
     */
    record Count(int count) implements Step {
      @Override
      public int more(int n) {
        return n + count;
      }

      @Override
      public int fewer(int n) {
        return n - count;
      }

      @Override
      public String toString() {
        return String.valueOf(count);
      }
    }

    /** A share of those that run, rounded up to whole instances, as Kubernetes does. */
    record Share(Percentage share) implements Step {
      @Override
      public int more(int n) {
        return n + Math.max(1, (int) Math.ceil(n * share.asFraction() - 1e-9));
      }

      @Override
      public int fewer(int n) {
        return n - Math.max(1, (int) Math.ceil(n * share.asFraction() - 1e-9));
      }

      @Override
      public String toString() {
        return share.toString();
      }
    }
  }

  /**
   * The numbers of instances that are passed from one number to another, both included; a last step
   * beyond it stops there.
   */
  public List<Integer> stepsUp(int from, int to) {
    List<Integer> steps = new ArrayList<>(List.of(from));
    while (steps.getLast() < to) {
      steps.add(upBy == null ? to : Math.min(to, upBy.more(steps.getLast())));
    }
    return steps;
  }

  /** From the moment that so many steps are needed until the last new instance was started. */
  public Duration timeFor(int steps) {
    if (steps == 0) {
      return Duration.ZERO;
    }
    Duration between = upAfter.compareTo(cooldown) >= 0 ? upAfter : cooldown;
    return upAfter.plus(between.multipliedBy(steps - 1));
  }
}
