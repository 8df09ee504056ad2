package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Overload.Thresholds;

final class ResumedTooEarly extends ThresholdsInOrder {
  ResumedTooEarly() {
    super(
        "MS-Q060",
        "hysteresis the wrong way round",
        "overload.*.resume < overload.*.shed, or < unready where nothing is shed",
        "the instance refuses and takes requests in turn, many times a second, and callers see "
            + "neither an outage nor a service");
  }

  @Override
  Level first(Thresholds thresholds) {
    return new Level("resume", thresholds.resume());
  }

  @Override
  Level second(Thresholds thresholds) {
    return Level.refused(thresholds);
  }

  @Override
  Told told(Level first, Level second) {
    return new Told(
        "requests are refused at %s and taken again below %s"
            .formatted(second.share(), first.share()),
        "requests are refused",
        "resume clearly below, such as 5 points");
  }
}
