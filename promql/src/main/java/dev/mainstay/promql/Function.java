package dev.mainstay.promql;

import java.util.List;

/**
 * A function's signature.
 *
 * @param arguments types of the arguments; the last one's may repeat or be left out, see optional
 * @param optional how many arguments there may be beyond all but the last of {@code arguments}: 0
 *     when exactly these are needed, {@link #ANY_NUMBER} without a limit
 * @param availability where the function is there
 */
public record Function(
    String name,
    List<ValueType> arguments,
    int optional,
    ValueType returns,
    Availability availability) {
  /** For {@link #optional}. */
  public static final int ANY_NUMBER = -1;

  public Function {
    arguments = List.copyOf(arguments);
  }

  /** Where a function is there. */
  public enum Availability {
    ALWAYS,
    /** With {@link Dialect#experimental}. */
    EXPERIMENTAL,
    /** With {@link Dialect#prometheus2}. */
    PROMETHEUS_2
  }

  /** How many arguments it needs at least. */
  public int atLeast() {
    return optional == 0 ? arguments.size() : arguments.size() - 1;
  }

  /** How many arguments it takes at most. */
  public int atMost() {
    return switch (optional) {
      case 0 -> arguments.size();
      case ANY_NUMBER -> Integer.MAX_VALUE;
      default -> arguments.size() - 1 + optional;
    };
  }

  /** The type that argument {@code index} must have. */
  public ValueType argument(int index) {
    return arguments.get(Math.min(index, arguments.size() - 1));
  }

  /** As a document writes it: {@code round(instant vector, [scalar]) instant vector}. */
  @Override
  public String toString() {
    var text = new StringBuilder(name).append('(');
    for (int i = 0; i < arguments.size(); i++) {
      String title = arguments.get(i).title();
      text.append(i == 0 ? "" : ", ").append(i < atLeast() ? title : "[" + title + "]");
    }
    if (optional == ANY_NUMBER || optional > 1) {
      text.append(", …");
    }
    return text.append(") ").append(returns.title()).toString();
  }
}
