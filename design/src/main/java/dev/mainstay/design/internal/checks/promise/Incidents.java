package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Organisation;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Reliability;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is aimed at for incidents: the service's own target, or else the organisation's. */
record Incidents(
    @Nullable Target between,
    @Nullable Target notice,
    @Nullable Target answer,
    @Nullable Target mitigate,
    @Nullable Target resolve) {
  /**
   * A mean that is aimed at.
   *
   * @param design where it is written
   */
  record Target(String design, String path, String word, Duration mean) {
    boolean isOwn() {
      return !design.equals(Sources.ORGANISATION);
    }
  }

  static Incidents of(Service service, Findings findings) {
    Recovery recovery = service.recovery();
    Reliability own =
        recovery == null ? new Reliability(null, null, null, null, null) : recovery.reliability();
    Organisation.Targets shared = findings.designs().organisation().targets();
    String name = service.name();
    return new Incidents(
        target(name, "mtbf", own.mtbf(), "betweenFailures", shared.betweenFailures()),
        target(name, "mttd", own.mttd(), "detect", shared.detect()),
        target(name, "mtta", own.mtta(), "acknowledge", shared.acknowledge()),
        target(name, "mttm", own.mttm(), "mitigate", shared.mitigate()),
        target(name, "mttr", own.mttr(), "resolve", shared.resolve()));
  }

  private static @Nullable Target target(
      String service, String key, @Nullable Duration own, String word, @Nullable Duration shared) {
    if (own != null) {
      return new Target(service, "recovery/reliability/" + key, key, own);
    }
    return shared == null
        ? null
        : new Target(Sources.ORGANISATION, "targets/" + word, word, shared);
  }

  /** How long users are hurt, as parts that add up; empty when nothing is aimed at. */
  List<Target> outage() {
    return mitigate != null
        ? List.of(mitigate)
        : Stream.of(notice, answer)
            .<Target>mapMulti((each, taken) -> {
              if (each != null) {
                taken.accept(each);
              }
            })
            .toList();
  }

  static Duration sum(List<Target> parts) {
    return parts.stream().map(Target::mean).reduce(Duration.ZERO, Duration::plus);
  }

  /** {@code mttd 5m + mtta 2m = 7m}. */
  static String words(List<Target> parts) {
    String sum =
        String.join(
            " + ",
            parts.stream().map(each -> each.word() + " " + Durations.format(each.mean())).toList());
    return parts.size() == 1 ? sum : sum + " = " + Durations.format(sum(parts));
  }

  static void name(Findings.Finding finding, List<Target> parts) {
    parts.forEach(each -> finding.with(each.design(), each.path(), each.word()));
  }
}
