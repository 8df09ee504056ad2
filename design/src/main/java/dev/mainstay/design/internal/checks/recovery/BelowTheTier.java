package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Recovery;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.Tier;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

final class BelowTheTier extends RecoveryCheck {
  BelowTheTier() {
    super(
        "MS-R011",
        "a recovery that is slower or loses more than the tier promises",
        "recovery.rpo and rto <= those of the tier in the organisation",
        "others plan with the tier; this service comes back later, or with less, than they think");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    TierOf.each(service, recovery, findings.designs().organisation())
        .forEach(of -> {
          compare("rpo", recovery.rpo(), of.tier().rpo(), of, findings);
          compare("rto", recovery.rto(), of.tier().rto(), of, findings);
        });
  }

  private static void compare(
      String key, @Nullable Duration ours, @Nullable Duration tiers, TierOf of, Findings findings) {
    if (tiers == null) {
      return;
    }
    if (ours == null) {
      findings.unknown("recovery/" + key);
      return;
    }
    findings.compared();
    if (ours.compareTo(tiers) > 0) {
      Tier tier = of.tier();
      findings
          .error(
              "recovery/" + key,
              "%s %s, but tier %s promises %s"
                  .formatted(key, Durations.format(ours), tier.name(), Durations.format(tiers)))
          .with(of.path(), "the service's tier")
          .with(Sources.ORGANISATION, "tiers/" + tier.name() + "/" + key, "what the tier promises")
          .sum("%s > %s".formatted(Durations.format(ours), Durations.format(tiers)))
          .fix(
              "recover within %s, or choose the tier that is meant"
                  .formatted(Durations.written(tiers)));
    }
  }
}
