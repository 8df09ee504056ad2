package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Calendar;
import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class WindowTooShort extends Check {
  WindowTooShort() {
    super(
        "MS-D029",
        "a rollout that does not fit into its window",
        "the bakes + waves x startup + validate.watch <= the hours of one day of delivery.windows",
        "whenever it starts in the window, it ends outside of it, when nobody is there to decide");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null || delivery.release().windows() == null) {
      return;
    }
    Optional<Calendar.Window> window =
        findings.designs().organisation().calendar().window(delivery.release().windows());
    if (window.isEmpty()) {
      return;
    }
    findings.compared();
    Duration open = window.get().length();
    Duration startup = service.instances().startup();
    int waves = delivery.strategy().waves(service.instances().min());
    boolean known = findings.isWritten("instances/each/startup");
    Duration sum = known ? startup.multipliedBy(waves) : Duration.ZERO;
    List<String> terms = new ArrayList<>();
    if (known) {
      terms.add(waves + " x " + Durations.format(startup));
    }
    for (Delivery.Step step : delivery.strategy().canary()) {
      sum = sum.plus(step.bake());
      terms.add(Durations.format(step.bake()));
    }
    Duration watch = delivery.release().validate().watch();
    if (watch != null) {
      sum = sum.plus(watch);
      terms.add(Durations.format(watch));
    }
    if (sum.compareTo(open) > 0 && open.compareTo(Duration.ofDays(1)) < 0) {
      findings
          .error(
              "delivery/windows",
              "a rollout takes %s, and %s is open for %s"
                  .formatted(Durations.format(sum), window.get().name(), Durations.format(open)))
          .with(
              dev.mainstay.design.Sources.ORGANISATION,
              "windows/" + window.get().name(),
              "from %s to %s".formatted(window.get().from(), window.get().to()))
          .with("delivery/strategy", "the steps and how long each is held")
          .with("delivery/validate/watch", "the watch afterwards")
          .sum(
              "%s = %s > %s"
                  .formatted(
                      String.join(" + ", terms), Durations.format(sum), Durations.format(open)))
          .fix("shorten the steps, or open the window for " + Durations.written(sum) + " or more");
    }
  }
}
