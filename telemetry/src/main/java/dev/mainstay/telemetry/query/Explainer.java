package dev.mainstay.telemetry.query;

import dev.mainstay.kernel.Ticker;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates every part of a query by itself at one time, which shows where series get lost and
 * where the time goes. All parts together take no longer than the limit of one query: what is left
 * then is told to be so.
 */
public final class Explainer {
  /** The most parts that are evaluated. */
  public static final int PARTS = 200;

  private static final String TOO_MANY =
      "not evaluated: the query has more than " + PARTS + " parts";
  private static final String TOO_LONG = "not evaluated: the time for a query was over";

  private final QueryEngine engine;
  private final Ticker ticker;

  public Explainer(QueryEngine engine, Ticker ticker) {
    this.engine = engine;
    this.ticker = ticker;
  }

  /**
   * Explains a query.
   *
   * @param canceled asked now and then; once true, nothing more is evaluated
   */
  public Explanation explain(Expr expr, Instant at, BooleanSupplier canceled) {
    return new Run(at, canceled).explain(expr);
  }

  private final class Run {
    private final Instant at;
    private final BooleanSupplier canceled;
    private final long begun = ticker.nanos();
    private final Duration most = engine.settings().limits().timeout();
    private int parts;

    Run(Instant at, BooleanSupplier canceled) {
      this.at = at;
      this.canceled = canceled;
    }

    Explanation explain(Expr written) {
      Expr expr = written.unwrapped();
      // before its parts, so that of a query that is too large the top is told
      Measured measured = measure(expr);
      List<Explanation> below = expr.children().stream().map(this::explain).toList();
      return new Explanation(
          expr, measured.series, measured.samples, measured.nanos, measured.problem, below);
    }

    private Measured measure(Expr expr) {
      if (++parts > PARTS) {
        return Measured.not(TOO_MANY);
      }
      if (isOver()) {
        return Measured.not(TOO_LONG);
      }
      try {
        QueryResult result = engine.instant(expr, at, this::isOver);
        boolean counted = expr.type() == ValueType.VECTOR || expr.type() == ValueType.MATRIX;
        QueryResult.Stats stats = result.stats();
        return new Measured(
            counted ? result.series().size() : null, stats.samples(), stats.nanos(), null);
      } catch (QueryException e) {
        return Measured.not(isOver() ? TOO_LONG : String.valueOf(e.getMessage()));
      }
    }

    private boolean isOver() {
      return canceled.getAsBoolean() || ticker.since(begun).compareTo(most) > 0;
    }
  }

  private record Measured(
      @Nullable Integer series, long samples, long nanos, @Nullable String problem) {
    static Measured not(String problem) {
      return new Measured(null, 0, 0, problem);
    }
  }
}
