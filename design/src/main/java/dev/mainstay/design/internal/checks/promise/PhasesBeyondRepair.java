package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.promise.Incidents.Target;
import dev.mainstay.kernel.Durations;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class PhasesBeyondRepair extends Check {
  PhasesBeyondRepair() {
    super(
        "MS-P027",
        "an incident whose phases take longer than the whole",
        "MTTD + MTTA <= MTTM <= MTTR, for what the service aims at itself",
        "the target for the whole cannot be met even when each phase meets its own");
  }

  @Override
  public void check(Service service, Findings findings) {
    if (service.recovery() == null) {
      return;
    }
    Incidents incidents = Incidents.of(service, findings);
    Target notice = incidents.notice();
    Target answer = incidents.answer();
    Target mitigate = incidents.mitigate();
    Target resolve = incidents.resolve();
    if (notice != null && answer != null) {
      Target whole = mitigate == null ? resolve : mitigate;
      compare(List.of(notice, answer), whole, findings);
    }
    if (mitigate != null) {
      compare(List.of(mitigate), resolve, findings);
    }
  }

  private static void compare(List<Target> parts, @Nullable Target whole, Findings findings) {
    if (whole == null || (!whole.isOwn() && parts.stream().noneMatch(Target::isOwn))) {
      return;
    }
    findings.compared();
    if (Incidents.sum(parts).compareTo(whole.mean()) > 0) {
      Target own =
          whole.isOwn()
              ? whole
              : parts.stream().filter(Target::isOwn).findFirst().orElse(parts.getFirst());
      var finding =
          findings.error(
              own.path(),
              "%s %s, but what comes before takes %s"
                  .formatted(
                      whole.word(),
                      Durations.format(whole.mean()),
                      Durations.format(Incidents.sum(parts))));
      Incidents.name(finding, parts);
      Incidents.name(finding, List.of(whole));
      finding
          .sum("%s > %s".formatted(Incidents.words(parts), Durations.format(whole.mean())))
          .fix(
              "raise %s to %s or more"
                  .formatted(whole.word(), Durations.written(Incidents.sum(parts))));
    }
  }
}
