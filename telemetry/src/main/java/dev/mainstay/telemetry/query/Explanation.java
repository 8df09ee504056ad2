package dev.mainstay.telemetry.query;

import dev.mainstay.promql.Expr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a part of a query gives, and what it costs with all that is below it.
 *
 * @param series how many it gives at the time asked for; null for numbers and texts, and for what
 *     was not evaluated
 * @param samples read for it
 * @param nanos its evaluation took
 * @param problem why it was not evaluated, or null
 * @param parts what it is made of, from left to right
 */
public record Explanation(
    Expr expr,
    @Nullable Integer series,
    long samples,
    long nanos,
    @Nullable String problem,
    List<Explanation> parts) {
  public Explanation {
    parts = List.copyOf(parts);
  }
}
