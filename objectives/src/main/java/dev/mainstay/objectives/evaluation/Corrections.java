package dev.mainstay.objectives.evaluation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What people say about the counts afterwards. It applies to the past as much as to what is to
 * come.
 *
 * @param exclusions times that do not count, such as maintenance; they may overlap
 * @param adjustments events to add or take away
 */
public record Corrections(List<Exclusion> exclusions, List<Adjustment> adjustments) {
  public static final Corrections NONE = new Corrections(List.of(), List.of());

  public Corrections {
    exclusions = List.copyOf(exclusions);
    adjustments = List.copyOf(adjustments);
  }

  /**
   * A time that does not count.
   *
   * @param from excluded
   * @param until included
   * @param by who decided
   */
  public record Exclusion(Instant from, Instant until, String reason, String by) {
    public Exclusion {
      if (!from.isBefore(until)) {
        throw new IllegalArgumentException(
            "exclusion: from " + from + " until " + until + " (expected: from before until)");
      }
    }
  }

  /**
   * Events counted wrongly.
   *
   * @param at when they were
   * @param good to add, negative to take away
   * @param total to add, negative to take away
   */
  public record Adjustment(Instant at, double good, double total, String reason, String by) {}

  /** The exclusions as stretches that do not overlap, in order; Unix milliseconds. */
  List<long[]> stretches() {
    var stretches = new ArrayList<long[]>();
    exclusions.stream()
        .sorted(Comparator.comparing(Exclusion::from))
        .forEach(each -> {
          long from = each.from().toEpochMilli();
          long until = each.until().toEpochMilli();
          if (!stretches.isEmpty() && stretches.getLast()[1] >= from) {
            stretches.getLast()[1] = Math.max(stretches.getLast()[1], until);
          } else {
            stretches.add(new long[] {from, until});
          }
        });
    return stretches;
  }
}
