package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Overload.Thresholds;

final class WarnedTooLate extends ThresholdsInOrder {
  WarnedTooLate() {
    super(
        "MS-Q059",
        "a warning that comes after the damage",
        "overload.*.warn < overload.*.shed, or < unready where nothing is shed",
        "people hear of it when users are already refused, and the warning tells nothing that the "
            + "alert does not");
  }

  @Override
  Level first(Thresholds thresholds) {
    return new Level("warn", thresholds.warn());
  }

  @Override
  Level second(Thresholds thresholds) {
    return Level.refused(thresholds);
  }

  @Override
  Told told(Level first, Level second) {
    return new Told(
        "people are told at %s, but %s at %s"
            .formatted(
                first.share(),
                second.key().equals("shed") ? "requests are refused" : "the instance is not ready",
                second.share()),
        "happens first",
        "warn early enough to act, such as 5 to 10 points below");
  }
}
