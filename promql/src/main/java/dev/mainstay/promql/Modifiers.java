package dev.mainstay.promql;

import org.jspecify.annotations.Nullable;

/**
 * How the times of a selector or subquery differ from those of the query.
 *
 * @param offset how far back, or null
 * @param at the fixed time, or null
 * @param edges what counts at the edges of the range
 */
public record Modifiers(@Nullable Length offset, @Nullable At at, Edges edges) {
  public static final Modifiers NONE = new Modifiers(null, null, Edges.PLAIN);

  Modifiers withOffset(Length length) {
    return new Modifiers(length, at, edges);
  }

  Modifiers withAt(At time) {
    return new Modifiers(offset, time, edges);
  }

  Modifiers withEdges(Edges kind) {
    return new Modifiers(offset, at, kind);
  }

  /** The fixed time of an {@code @} modifier. */
  public sealed interface At {
    /** A Unix time. */
    record Timestamp(long millis) implements At {}

    /** The first time of the query. */
    record Start() implements At {}

    /** The last time of the query. */
    record End() implements At {}
  }

  /** Which samples count at the edges of a range. */
  public enum Edges {
    /** Those within. */
    PLAIN,
    /** The last one before the range stands at its beginning, the last one within at its end. */
    ANCHORED,
    /** Both edges are interpolated between the samples around them. */
    SMOOTHED
  }
}
