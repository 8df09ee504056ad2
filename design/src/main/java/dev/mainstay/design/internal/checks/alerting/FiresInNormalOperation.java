package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Observability.Metric;
import dev.mainstay.design.Observability.Range;
import org.jspecify.annotations.Nullable;

final class FiresInNormalOperation extends ThresholdAgainstRange {
  FiresInNormalOperation() {
    super(
        "MS-A020",
        "an alert that fires while its metric is normal",
        "alerts.NAME.when: METRIC > N, with N >= "
            + "observability.metrics.METRIC.normal.to (and < with <= normal.from)",
        "it fires every day, people mute it, and it is muted when it matters",
        "normal",
        "normal while all is well",
        "put the threshold outside of what is normal");
  }

  @Override
  @Nullable Range range(Metric metric) {
    return metric.normal();
  }

  @Override
  Sign wrong(boolean above) {
    return above ? Sign.LESS : Sign.GREATER;
  }

  @Override
  String bound(boolean above, String bound) {
    return "its metric is normal %s %s".formatted(above ? "up to" : "down to", bound);
  }
}
