package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Overload.Thresholds;

final class UnreadyBeforeShed extends ThresholdsInOrder {
  UnreadyBeforeShed() {
    super(
        "MS-Q058",
        "an instance leaves before it sheds",
        "overload.*.shed < overload.*.unready",
        "the instance takes its whole load to the others instead of refusing a part of it, and "
            + "they follow one by one");
  }

  @Override
  Level first(Thresholds thresholds) {
    return new Level("shed", thresholds.shed());
  }

  @Override
  Level second(Thresholds thresholds) {
    return new Level("unready", thresholds.unready());
  }

  @Override
  Told told(Level first, Level second) {
    return new Told(
        "requests are refused at %s, but the instance is not ready from %s"
            .formatted(first.share(), second.share()),
        "the instance leaves",
        "shed well before the instance leaves, such as 5 points below");
  }
}
