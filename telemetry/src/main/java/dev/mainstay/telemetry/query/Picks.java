package dev.mainstay.telemetry.query;

import dev.mainstay.promql.AggregationOperator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Aggregation operators that pick series out of each group, at every step anew. */
final class Picks {
  private final AggregationOperator operator;
  private final double[] parameter;
  private final boolean prometheus2;

  Picks(AggregationOperator operator, double[] parameter, boolean prometheus2) {
    this.operator = operator;
    this.parameter = parameter;
    this.prometheus2 = prometheus2;
  }

  void stream(Collection<List<Column>> groups, Consumer<Column> sink) {
    int steps = parameter.length;
    for (List<Column> members : groups) {
      long[][] kept = new long[members.size()][(steps + 63) >> 6];
      var order = new ArrayList<Integer>();
      for (int step = 0; step < steps; step++) {
        order.clear();
        pick(members, step, order);
        for (int member : order) {
          kept[member][step >> 6] |= 1L << step;
        }
      }
      if (steps == 1 && ordered()) {
        for (int member : order) {
          sink.accept(members.get(member));
        }
        continue;
      }
      for (int member = 0; member < kept.length; member++) {
        Column column = members.get(member);
        column.mask(kept[member], true);
        if (!column.isEmpty()) {
          sink.accept(column);
        }
      }
    }
  }

  private boolean ordered() {
    return operator == AggregationOperator.TOPK || operator == AggregationOperator.BOTTOMK;
  }

  private void pick(List<Column> members, int step, List<Integer> into) {
    double wanted = parameter[step];
    if (operator == AggregationOperator.LIMIT_RATIO) {
      ratio(members, step, wanted, into);
      return;
    }
    if (!(wanted <= Long.MAX_VALUE && wanted >= Long.MIN_VALUE)) {
      throw QueryException.execution(
          "Scalar value " + Aggregations.text(wanted) + " overflows int64");
    }
    int most = (int) Math.min(members.size(), (long) wanted);
    if (most < 1) {
      return;
    }
    if (operator == AggregationOperator.LIMITK) {
      for (int member = 0; member < members.size() && into.size() < most; member++) {
        if (members.get(member).has(step)) {
          into.add(member);
        }
      }
      return;
    }
    boolean top = operator == AggregationOperator.TOPK;
    var heap = new ValueHeap(top, most, prometheus2);
    for (int member = 0; member < members.size(); member++) {
      Column column = members.get(member);
      if (column.has(step) && (prometheus2 || column.histogram(step) == null)) {
        heap.offer(member, column.value(step));
      }
    }
    heap.bestFirst(into);
  }

  private void ratio(List<Column> members, int step, double ratio, List<Integer> into) {
    if (Double.isNaN(ratio)) {
      throw QueryException.execution("Ratio value is NaN");
    }
    double bounded = Math.clamp(ratio, -1.0, 1.0);
    for (int member = 0; member < members.size(); member++) {
      if (members.get(member).has(step)) {
        double place = LabelHash.share(members.get(member).labels());
        boolean in = bounded >= 0 ? place < bounded : place >= 1 + bounded;
        if (in) {
          into.add(member);
        }
      }
    }
  }

  /** A heap of the best members so far with the worst on top; of equal ones the first stay. */
  private static final class ValueHeap {
    private final boolean top;
    private final boolean prometheus2;
    private final int[] members;
    private final double[] values;
    private int size;

    ValueHeap(boolean top, int room, boolean prometheus2) {
      this.top = top;
      this.prometheus2 = prometheus2;
      this.members = new int[room];
      this.values = new double[room];
    }

    void offer(int member, double value) {
      if (size < members.length) {
        members[size] = member;
        values[size] = value;
        up(size++);
      } else if (isBetter(value, values[0])) {
        if (prometheus2) {
          // Which of equal values stay depends on how the worst one is replaced.
          swap(0, --size);
          down();
          members[size] = member;
          values[size] = value;
          up(size++);
        } else {
          members[0] = member;
          values[0] = value;
          down();
        }
      }
    }

    private boolean isBetter(double a, double than) {
      return (top ? a > than : a < than) || Double.isNaN(than) && (prometheus2 || !Double.isNaN(a));
    }

    /** Whether one is nearer to the top of the heap; NaN is worst. */
    private boolean worse(int i, int j) {
      if (Double.isNaN(values[i])) {
        return true;
      }
      return top ? values[i] < values[j] : values[i] > values[j];
    }

    private void up(int from) {
      int child = from;
      while (child > 0) {
        int parent = (child - 1) / 2;
        if (!worse(child, parent)) {
          return;
        }
        swap(child, parent);
        child = parent;
      }
    }

    private void down() {
      int parent = 0;
      while (true) {
        int child = 2 * parent + 1;
        if (child >= size) {
          return;
        }
        if (child + 1 < size && worse(child + 1, child)) {
          child++;
        }
        if (!worse(child, parent)) {
          return;
        }
        swap(child, parent);
        parent = child;
      }
    }

    private void swap(int i, int j) {
      int member = members[i];
      double value = values[i];
      members[i] = members[j];
      values[i] = values[j];
      members[j] = member;
      values[j] = value;
    }

    void bestFirst(List<Integer> into) {
      var entries = new ArrayList<Map.Entry<Integer, Double>>();
      for (int i = 0; i < size; i++) {
        entries.add(Map.entry(members[i], values[i]));
      }
      Comparator<Map.Entry<Integer, Double>> rising = Map.Entry.comparingByValue();
      // Double's order has NaN as the greatest; here it is always last.
      entries.sort(
          Comparator.comparing((Map.Entry<Integer, Double> e) -> Double.isNaN(e.getValue()))
              .thenComparing(top ? rising.reversed() : rising));
      entries.forEach(entry -> into.add(entry.getKey()));
    }
  }
}
