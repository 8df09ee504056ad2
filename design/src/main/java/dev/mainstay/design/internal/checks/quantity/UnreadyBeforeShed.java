package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Percentage;

final class UnreadyBeforeShed extends Check {
  UnreadyBeforeShed() {
    super(
        "MS-Q058",
        "an instance leaves before it sheds",
        "overload.*.shed < overload.*.unready",
        "the instance takes its whole load to the others instead of refusing a part of it, and "
            + "they follow one by one");
  }

  @Override
  public void check(Service service, Findings findings) {
    service
        .overload()
        .resources()
        .forEach((resource, thresholds) -> {
          Percentage shed = thresholds.shed();
          Percentage unready = thresholds.unready();
          if (shed == null || unready == null) {
            return;
          }
          findings.compared();
          if (shed.compareTo(unready) >= 0) {
            String path = "overload/" + resource.key();
            findings
                .error(
                    path + "/shed",
                    "%s: requests are refused at %s, but the instance is not ready from %s"
                        .formatted(resource.key(), shed, unready))
                .with(path + "/unready", "the instance leaves")
                .sum("%s >= %s".formatted(shed, unready))
                .fix("shed well before the instance leaves, such as 5 points below");
          }
        });
  }
}
