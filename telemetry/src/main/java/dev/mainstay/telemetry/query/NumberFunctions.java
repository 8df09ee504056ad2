package dev.mainstay.telemetry.query;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The table of functions of a number: a line is what a function does. */
final class NumberFunctions {
  private static final Map<String, DoubleUnaryOperator> ALL = new HashMap<>();
  private static final double FARTHEST_SECOND = Instant.MAX.getEpochSecond();

  static {
    ALL.put("abs", Math::abs);
    ALL.put("ceil", Math::ceil);
    ALL.put("floor", Math::floor);
    ALL.put("sgn", value -> value > 0 ? 1 : value < 0 ? -1 : value);
    ALL.put("sqrt", Math::sqrt);
    ALL.put("exp", Math::exp);
    ALL.put("ln", Math::log);
    ALL.put("log2", NumberFunctions::log2);
    ALL.put("log10", Math::log10);
    ALL.put("sin", Math::sin);
    ALL.put("cos", Math::cos);
    ALL.put("tan", Math::tan);
    ALL.put("asin", Math::asin);
    ALL.put("acos", Math::acos);
    ALL.put("atan", Math::atan);
    ALL.put("sinh", Math::sinh);
    ALL.put("cosh", Math::cosh);
    ALL.put("tanh", Math::tanh);
    ALL.put("asinh", NumberFunctions::asinh);
    ALL.put("acosh", NumberFunctions::acosh);
    ALL.put("atanh", NumberFunctions::atanh);
    ALL.put("deg", value -> value * 180 / Math.PI);
    ALL.put("rad", value -> value * Math.PI / 180);
    time("minute", ZonedDateTime::getMinute);
    time("hour", ZonedDateTime::getHour);
    time("day_of_week", time -> time.getDayOfWeek().getValue() % 7);
    time("day_of_month", ZonedDateTime::getDayOfMonth);
    time("day_of_year", ZonedDateTime::getDayOfYear);
    time("days_in_month", time -> time.toLocalDate().lengthOfMonth());
    time("month", ZonedDateTime::getMonthValue);
    time("year", ZonedDateTime::getYear);
  }

  private NumberFunctions() {}

  static @Nullable DoubleUnaryOperator named(String name) {
    return ALL.get(name);
  }

  private static void time(String name, ToDoubleFunction<ZonedDateTime> part) {
    ALL.put(
        name,
        seconds ->
            Double.isNaN(seconds) || Math.abs(seconds) > FARTHEST_SECOND
                ? Double.NaN
                : part.applyAsDouble(Instant.ofEpochSecond((long) seconds).atZone(ZoneOffset.UTC)));
  }

  /** The multiple of {@code nearest} that is nearest, the greater one of two. */
  static double round(double value, double nearest) {
    double inverse = 1 / nearest;
    return Math.floor(value * inverse + 0.5) / inverse;
  }

  /** Exact for powers of two. */
  private static double log2(double value) {
    int exponent = Math.getExponent(value);
    if (value > 0 && exponent >= Double.MIN_EXPONENT && exponent <= Double.MAX_EXPONENT) {
      double fraction = Math.scalb(value, -exponent - 1);
      return fraction == 0.5 ? exponent : Math.log(fraction) * (1 / Math.log(2)) + (exponent + 1);
    }
    return Math.log(value) * (1 / Math.log(2));
  }

  private static double asinh(double value) {
    double x = Math.abs(value);
    if (Double.isNaN(x) || Double.isInfinite(x)) {
      return value;
    }
    double result;
    if (x > 1L << 28) {
      result = Math.log(x) + Math.log(2);
    } else if (x > 2) {
      result = Math.log(2 * x + 1 / (Math.sqrt(x * x + 1) + x));
    } else if (x < 1.0 / (1L << 28)) {
      result = x;
    } else {
      result = Math.log1p(x + x * x / (1 + Math.sqrt(1 + x * x)));
    }
    return Math.copySign(result, value);
  }

  private static double acosh(double x) {
    if (x < 1 || Double.isNaN(x)) {
      return Double.NaN;
    }
    if (x >= 1L << 28) {
      return Math.log(x) + Math.log(2);
    }
    if (x > 2) {
      return Math.log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
    }
    double beyond = x - 1;
    return Math.log1p(beyond + Math.sqrt(2 * beyond + beyond * beyond));
  }

  private static double atanh(double value) {
    double x = Math.abs(value);
    if (!(x <= 1)) {
      return Double.NaN;
    }
    double result =
        x < 0.5 ? 0.5 * Math.log1p(2 * x + 2 * x * x / (1 - x)) : 0.5 * Math.log1p(2 * x / (1 - x));
    return x < 1.0 / (1L << 28) ? value : Math.copySign(result, value);
  }
}
