package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Percentage;
import java.util.ArrayList;
import java.util.List;

final class ToilBeyondLimit extends Check {
  ToilBeyondLimit() {
    super(
        "MS-B007",
        "more toil than the team agreed to bear",
        "the sum over the owner's services of toil.takes / every <= toilLimit x 40 h x people in"
            + " the rotation",
        "work by hand grows with the service, and the time to automate it is what it eats");
  }

  @Override
  public void check(Service service, Findings findings) {
    if (service.planning().toilLimit() == null || service.planning().toil().isEmpty()) {
      return;
    }
    Percentage limit = service.planning().toilLimit();
    findings.compared();
    int people = Math.max(1, findings.designs().ownerOf(service).onCall().people().size());
    double hours = 0;
    List<String> terms = new ArrayList<>();
    List<Service> services = findings.facts().servicesOf(service.owner());
    for (Service other : services) {
      for (Planning.Toil toil : other.planning().toil()) {
        hours += Toils.hoursPerWeek(toil, toil.takes());
        terms.add(
            "%s / %s".formatted(Durations.format(toil.takes()), Durations.format(toil.every())));
      }
    }
    double allowed = limit.asFraction() * 40 * people;
    if (hours > allowed * (1 + 1e-9)) {
      var finding =
          findings.warning(
              "planning/toilLimit",
              "%s h of toil a week, above %s of the team's time"
                  .formatted(Numbers.of(hours), limit),
              "each of %d people works 40 h a week".formatted(people));
      for (Service other : services) {
        for (Planning.Toil toil : other.planning().toil()) {
          finding.with(other.name(), "planning/toil/" + toil.name(), toil.name());
        }
      }
      finding
          .sum(
              "%s = %s h/week > %s x 40 h x %d = %s h"
                  .formatted(
                      String.join(" + ", terms),
                      Numbers.of(hours),
                      limit,
                      people,
                      Numbers.of(allowed)))
          .fix("automate what takes the most, first");
    }
  }
}
