package dev.mainstay.telemetry.query;

import dev.mainstay.promql.Expr;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** The functions that order an instant query's result; they leave a range query's as it is. */
final class Sorting {
  private final Evaluator evaluator;

  Sorting(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  void stream(Expr.Call call, Consumer<Column> sink) {
    Expr vector = call.arguments().getFirst();
    boolean byLabel = call.function().name().startsWith("sort_by_label");
    boolean descending = call.function().name().endsWith("_desc");
    var columns = new ArrayList<Column>();
    evaluator.vector(
        vector,
        column -> {
          if (!byLabel && !evaluator.query().prometheus2()) {
            column.dropHistograms();
          }
          if (!column.isEmpty()) {
            evaluator.hold(column, columns);
          }
        });
    if (evaluator.steps().count() == 1) {
      columns.sort(byLabel ? labels(call, descending) : values(descending));
    }
    evaluator.release(columns);
    columns.forEach(sink);
  }

  /** NaN comes last either way. */
  private static Comparator<Column> values(boolean descending) {
    return (a, b) -> {
      double x = a.value(0);
      double y = b.value(0);
      if (Double.isNaN(x) || Double.isNaN(y)) {
        return Boolean.compare(Double.isNaN(x), Double.isNaN(y));
      }
      if (x == y) {
        return 0;
      }
      return x < y == descending ? 1 : -1;
    };
  }

  private static Comparator<Column> labels(Expr.Call call, boolean descending) {
    List<String> names = call.arguments().stream().skip(1).map(LabelFunctions::text).toList();
    Comparator<Column> order =
        (a, b) -> {
          for (String name : names) {
            int byLabel = naturally(a.label(name), b.label(name));
            if (byLabel != 0) {
              return byLabel;
            }
          }
          return a.labels().compareTo(b.labels());
        };
    return descending ? order.reversed() : order;
  }

  /** Numbers within the texts compare as numbers. */
  private static int naturally(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
        int endA = digits(a, i);
        int endB = digits(b, j);
        int order =
            new java.math.BigInteger(a.substring(i, endA))
                .compareTo(new java.math.BigInteger(b.substring(j, endB)));
        if (order != 0) {
          return order;
        }
        i = endA;
        j = endB;
      } else if (a.charAt(i) != b.charAt(j)) {
        return Character.compare(a.charAt(i), b.charAt(j));
      } else {
        i++;
        j++;
      }
    }
    return Integer.compare(a.length() - i, b.length() - j);
  }

  private static int digits(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
