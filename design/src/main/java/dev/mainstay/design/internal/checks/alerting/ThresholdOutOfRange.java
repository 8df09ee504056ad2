package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Observability.Metric;
import dev.mainstay.design.Observability.Range;
import org.jspecify.annotations.Nullable;

final class ThresholdOutOfRange extends ThresholdAgainstRange {
  ThresholdOutOfRange() {
    super(
        "MS-A021",
        "an alert beyond every value that its metric can have",
        "alerts.NAME.when: METRIC > N, with N < observability.metrics.METRIC.range.to "
            + "(and < with > range.from)",
        "the condition can never be true: the alert looks like protection, and is none",
        "range",
        "the end of what is possible",
        "put the threshold within the range; look at its unit first");
  }

  @Override
  @Nullable Range range(Metric metric) {
    return metric.range();
  }

  @Override
  Sign wrong(boolean above) {
    return above ? Sign.GREATER_OR_EQUAL : Sign.LESS_OR_EQUAL;
  }

  @Override
  String bound(boolean above, String bound) {
    return "its metric ends at " + bound;
  }
}
