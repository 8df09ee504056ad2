package dev.mainstay.promql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the elements of two vectors find each other.
 *
 * @param on whether {@code labels} are those compared, otherwise those ignored
 * @param include labels of the one side that the result takes over
 * @param fillLeft value of elements missing on the left, or null for none
 * @param fillRight value of elements missing on the right, or null for none
 */
public record Matching(
    Cardinality cardinality,
    boolean on,
    List<String> labels,
    List<String> include,
    @Nullable Double fillLeft,
    @Nullable Double fillRight) {
  public static final Matching ONE_TO_ONE =
      new Matching(Cardinality.ONE_TO_ONE, false, List.of(), List.of(), null, null);

  /** How set operators match. */
  public static final Matching MANY_TO_MANY =
      new Matching(Cardinality.MANY_TO_MANY, false, List.of(), List.of(), null, null);

  public Matching {
    labels = List.copyOf(labels);
    include = List.copyOf(include);
  }

  /** How many elements of each side may match. */
  public enum Cardinality {
    ONE_TO_ONE,
    /** {@code group_left}. */
    MANY_TO_ONE,
    /** {@code group_right}. */
    ONE_TO_MANY,
    MANY_TO_MANY
  }
}
