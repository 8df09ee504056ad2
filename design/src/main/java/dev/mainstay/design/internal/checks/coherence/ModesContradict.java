package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.List;

final class ModesContradict extends Check {
  ModesContradict() {
    super(
        "MS-C014",
        "two modes that can be on together and want different things",
        "modes entered by different dependencies override the deadline, or a timeout, to the same "
            + "value",
        "when both are on, what holds depends on the order in which things broke, and was never "
            + "tested");
  }

  @Override
  public void check(Service service, Findings findings) {
    List<DegradationMode> modes = service.degradation();
    for (int i = 0; i < modes.size(); i++) {
      for (int j = i + 1; j < modes.size(); j++) {
        if (!modes.get(i).dependency().equals(modes.get(j).dependency())) {
          compare(modes.get(i), modes.get(j), findings);
        }
      }
    }
  }

  private static void compare(DegradationMode one, DegradationMode two, Findings findings) {
    Duration first = one.overrides().deadline();
    Duration second = two.overrides().deadline();
    if (first != null && second != null) {
      differ(one, two, "deadline", first, second, findings);
    }
    one.overrides()
        .timeouts()
        .forEach((name, timeout) -> {
          Duration other = two.overrides().timeouts().get(name);
          if (other != null) {
            differ(one, two, "timeouts/" + name, timeout, other, findings);
          }
        });
  }

  private static void differ(
      DegradationMode one,
      DegradationMode two,
      String what,
      Duration first,
      Duration second,
      Findings findings) {
    findings.compared();
    if (!first.equals(second)) {
      findings
          .error(
              "degradation/" + two.name() + "/overrides/" + what,
              "%s is %s in mode %s and %s in mode %s, and both can be on"
                  .formatted(
                      what.replace('/', ' '),
                      Durations.format(second),
                      two.name(),
                      Durations.format(first),
                      one.name()))
          .with("degradation/" + one.name() + "/overrides/" + what, "the other one")
          .with("degradation/" + one.name() + "/when", "enters without regard to " + two.name())
          .sum(
              "%s and %s fail: %s or %s?"
                  .formatted(
                      one.dependency(),
                      two.dependency(),
                      Durations.format(first),
                      Durations.format(second)))
          .fix("write the same value in both");
    }
  }
}
