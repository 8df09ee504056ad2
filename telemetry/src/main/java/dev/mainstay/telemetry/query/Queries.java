package dev.mainstay.telemetry.query;

import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Expr;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Who answers PromQL: the engine in this process, or a store elsewhere. Thread-safe. */
public interface Queries {
  /** In which the texts of queries are to be read. */
  Dialect dialect();

  /**
   * Evaluates at one time.
   *
   * @param canceled asked now and then; once true, the query ends
   * @throws QueryException if it cannot be answered
   */
  QueryResult instant(Expr expr, Instant at, BooleanSupplier canceled);

  /**
   * Evaluates at every step from {@code start} to {@code end}, both included.
   *
   * @param step &ge; 1 ms
   * @param canceled asked now and then; once true, the query ends
   * @throws QueryException if it cannot be answered
   */
  QueryResult range(Expr expr, Instant start, Instant end, Duration step, BooleanSupplier canceled);
}
