package dev.mainstay.design;

import dev.mainstay.design.internal.diff.Comparing;
import dev.mainstay.design.internal.diff.DiffText;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change of designs means: for what is promised, for what may go wrong, for what it costs.
 *
 * @param added names of services
 * @param removed names of services
 * @param promises of services that are in both
 * @param risks figures that tell how near a service is to its limits
 * @param appeared findings that were not there before
 * @param vanished findings that are no more
 * @param costs a month
 * @param values what is written otherwise, in services and the organisation
 */
public record DesignDiff(
    List<String> added,
    List<String> removed,
    List<Change> promises,
    List<Change> risks,
    List<Problem> appeared,
    List<Problem> vanished,
    List<Change> costs,
    List<Value> values) {
  public DesignDiff {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    promises = List.copyOf(promises);
    risks = List.copyOf(risks);
    appeared = List.copyOf(appeared);
    vanished = List.copyOf(vanished);
    costs = List.copyOf(costs);
    values = List.copyOf(values);
  }

  /**
   * A derived figure that is another one now.
   *
   * @param before with its arithmetic, or null when there was none
   * @param after with its arithmetic, or null when there is none
   */
  public record Change(
      String service, String what, @Nullable String before, @Nullable String after) {}

  /**
   * A value that is written otherwise; null on the side where it is not written.
   *
   * @param path such as {@code dependencies/postgres/timeout}
   */
  public record Value(
      String design,
      String path,
      @Nullable String before,
      @Nullable Place placeBefore,
      @Nullable String after,
      @Nullable Place placeAfter) {}

  /**
   * @param before whose form is in order
   * @param after whose form is in order
   */
  public static DesignDiff of(DesignResult before, DesignResult after) {
    return new Comparing(before, after).diff();
  }

  public boolean isEmpty() {
    return added.isEmpty()
        && removed.isEmpty()
        && values.isEmpty()
        && promises.isEmpty()
        && risks.isEmpty()
        && costs.isEmpty()
        && appeared.isEmpty()
        && vanished.isEmpty();
  }

  /** For people at a terminal. */
  public String text() {
    return DiffText.text(this);
  }

  /** With a member for each component of this record. */
  public String json() {
    return DiffText.json(this);
  }
}
