package dev.mainstay.server.internal.prometheus;

import com.linecorp.armeria.common.QueryParams;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.Promql;
import dev.mainstay.promql.PromqlException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request's parameters, from its address and its form. */
final class Parameters {
  /** Where Prometheus' own times end. */
  static final Instant EARLIEST = Instant.ofEpochMilli(Long.MIN_VALUE / 1_000_000);

  static final Instant LATEST = Instant.ofEpochMilli(Long.MAX_VALUE / 1_000_000);

  private final QueryParams params;

  Parameters(QueryParams params) {
    this.params = params;
  }

  @Nullable String text(String name) {
    String text = params.get(name);
    return text == null || text.isEmpty() ? null : text;
  }

  List<String> texts(String name) {
    return params.getAll(name);
  }

  Instant time(String name) {
    String text = text(name);
    if (text == null) {
      throw ApiError.parameter(name, "cannot parse \"\" to a valid timestamp");
    }
    return time(name, text);
  }

  Instant time(String name, Instant absent) {
    String text = text(name);
    return text == null ? absent : time(name, text);
  }

  private static Instant time(String name, String text) {
    try {
      var seconds = new BigDecimal(text);
      return Instant.ofEpochMilli(
          seconds.movePointRight(3).setScale(0, java.math.RoundingMode.HALF_UP).longValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      // perhaps a date
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw ApiError.parameter(name, "cannot parse \"" + text + "\" to a valid timestamp");
    }
  }

  @Nullable Duration duration(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    double seconds;
    try {
      Expr expr = Promql.parse(text, Dialect.PROMETHEUS_3);
      seconds = expr instanceof Expr.NumberLiteral number ? number.value() : Double.NaN;
    } catch (PromqlException e) {
      seconds = Double.NaN;
    }
    if (Double.isNaN(seconds) || Math.abs(seconds) > Long.MAX_VALUE / 1e9) {
      throw ApiError.parameter(name, "cannot parse \"" + text + "\" to a valid duration");
    }
    // What is shorter than a millisecond is still more than nothing.
    return Duration.ofMillis(
        seconds > 0 ? Math.max(1, Math.round(seconds * 1000)) : Math.round(seconds * 1000));
  }

  /** The most series to answer, 0 without a limit. */
  int limit() {
    return limit("limit");
  }

  /** A number, 0 when it is not given. */
  int limit(String name) {
    int limit = whole(name, 0);
    if (limit < 0) {
      throw ApiError.parameter(name, name + " must be non-negative");
    }
    return limit;
  }

  int whole(String name, int absent) {
    String text = text(name);
    try {
      return text == null ? absent : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw ApiError.parameter(name, "cannot parse \"" + text + "\" to a valid number");
    }
  }
}
