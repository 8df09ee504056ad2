package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Promise;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.Tier;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Percentage;
import java.util.Comparator;
import java.util.Optional;

final class TierAboveObjective extends Check {
  TierAboveObjective() {
    super(
        "MS-P024",
        "an objective below what the service's tier promises",
        "the strictest availability slo >= tiers.NAME.availability of the organisation",
        "the tier is sold, the objective is watched: nobody is woken while the tier's promise "
            + "breaks");
  }

  @Override
  public void check(Service service, Findings findings) {
    String name = service.promises().tier();
    Optional<Tier> tier =
        Optional.ofNullable(name).flatMap(findings.designs().organisation()::tier);
    Percentage promised = tier.map(Tier::availability).orElse(null);
    if (name == null || promised == null) {
      return;
    }
    Optional<Promise> ours =
        Promised.availabilities(service).stream()
            .min(Comparator.comparingDouble(Promised::allowed));
    Percentage slo = ours.map(Promise::slo).orElse(null);
    if (ours.isEmpty() || slo == null) {
      findings.unknown("objectives/availability/slo");
      return;
    }
    findings.compared();
    if (slo.compareTo(promised) < 0) {
      findings
          .error(
              Promised.share(findings, service, ours.get()),
              "slo %s, but tier %s promises %s".formatted(slo, name, promised))
          .with("tier", "the service's tier")
          .with(Sources.ORGANISATION, "tiers/" + name + "/availability", "what the tier promises")
          .sum(
              "%s < %s: the objective allows %s bad, the tier %s"
                  .formatted(slo, promised, slo.complement(), promised.complement()))
          .fix("raise the slo to %s, or choose the tier that is meant".formatted(promised));
    }
  }
}
