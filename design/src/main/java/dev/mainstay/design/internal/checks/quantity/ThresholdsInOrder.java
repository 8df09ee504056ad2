package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Overload.Thresholds;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Percentage;
import org.jspecify.annotations.Nullable;

/** Of two thresholds of a resource that are both written, the first must be below the second. */
abstract class ThresholdsInOrder extends Check {
  ThresholdsInOrder(String code, String title, String rule, String why) {
    super(code, title, rule, why);
  }

  /**
   * @param key as the design writes it
   */
  record Level(String key, @Nullable Percentage share) {
    /** From where requests are not taken. */
    static Level refused(Thresholds thresholds) {
      return new Level(thresholds.shed() == null ? "unready" : "shed", thresholds.refused());
    }
  }

  /**
   * What to tell of two thresholds in the wrong order.
   *
   * @param label of the second one's place
   */
  record Told(String message, String label, String fix) {}

  abstract Level first(Thresholds thresholds);

  abstract Level second(Thresholds thresholds);

  abstract Told told(Level first, Level second);

  @Override
  public final void check(Service service, Findings findings) {
    service
        .overload()
        .resources()
        .forEach((resource, thresholds) -> {
          Level first = first(thresholds);
          Level second = second(thresholds);
          if (first.share() == null || second.share() == null) {
            return;
          }
          findings.compared();
          if (first.share().compareTo(second.share()) >= 0) {
            String path = "overload/" + resource.key() + "/";
            Told told = told(first, second);
            findings
                .error(path + first.key(), resource.key() + ": " + told.message())
                .with(path + second.key(), told.label())
                .sum("%s >= %s".formatted(first.share(), second.share()))
                .fix(told.fix());
          }
        });
  }
}
