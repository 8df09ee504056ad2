package dev.mainstay.promql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An operator that turns the series of a group into fewer. */
public enum AggregationOperator {
  SUM,
  AVG,
  COUNT,
  MIN,
  MAX,
  GROUP,
  STDDEV,
  STDVAR,
  TOPK(ValueType.SCALAR),
  BOTTOMK(ValueType.SCALAR),
  QUANTILE(ValueType.SCALAR),
  COUNT_VALUES(ValueType.STRING),
  LIMITK(ValueType.SCALAR),
  LIMIT_RATIO(ValueType.SCALAR);

  private final @Nullable ValueType parameter;

  AggregationOperator() {
    this(null);
  }

  AggregationOperator(@Nullable ValueType parameter) {
    this.parameter = parameter;
  }

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of the parameter that comes before the vector, or null when there is none. */
  public @Nullable ValueType parameter() {
    return parameter;
  }

  /** Whether it is only there with {@link Dialect#experimental}. */
  public boolean isExperimental() {
    return this == LIMITK || this == LIMIT_RATIO;
  }

  /** Whether it picks series of the group with all their labels instead of making one. */
  public boolean picks() {
    return this == TOPK || this == BOTTOMK || this == LIMITK || this == LIMIT_RATIO;
  }
}
