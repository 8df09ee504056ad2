package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Backup;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.Tier;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

final class WeakerThanTheTier extends RecoveryCheck {
  WeakerThanTheTier() {
    super(
        "MS-R012",
        "a recovery prepared less than the tier demands",
        "recovery.strategy, failover.automatic and backup.of.NAME.restoreTest are at least those "
            + "of the tier in the organisation",
        "the tier's times are kept only by those who prepare as the tier does");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    for (TierOf of : TierOf.each(service, recovery, findings.designs().organisation())) {
      strategy(recovery, of, findings);
      automatic(recovery, of, findings);
      restoreTest(recovery, of, findings);
    }
  }

  private static void strategy(Recovery recovery, TierOf of, Findings findings) {
    var demanded = of.tier().strategy();
    var ours = recovery.strategy();
    if (demanded == null) {
      return;
    }
    if (ours == null) {
      findings.unknown("recovery/strategy");
      return;
    }
    findings.compared();
    if (ours.compareTo(demanded) < 0) {
      found(
          findings,
          of,
          "recovery/strategy",
          "strategy",
          "strategy %s, but tier %s demands %s"
              .formatted(word(ours), of.tier().name(), word(demanded)),
          word(ours) + " is weaker than " + word(demanded));
    }
  }

  private static void automatic(Recovery recovery, TierOf of, Findings findings) {
    if (!Boolean.TRUE.equals(of.tier().automaticFailover())) {
      return;
    }
    var failover = recovery.failover();
    if (failover == null || failover.automatic() == null) {
      findings.unknown("recovery/failover/automatic");
      return;
    }
    findings.compared();
    if (!failover.automatic()) {
      found(
          findings,
          of,
          "recovery/failover/automatic",
          "automaticFailover",
          "a manual failover, but tier " + of.tier().name() + " demands an automatic one",
          "automatic: false <> automaticFailover: true");
    }
  }

  private static void restoreTest(Recovery recovery, TierOf of, Findings findings) {
    Duration demanded = of.tier().restoreTest();
    if (demanded == null) {
      return;
    }
    for (Backup backup : recovery.backups()) {
      Duration ours = backup.restoreTest();
      if (ours == null) {
        findings.unknown(backup(backup) + "/restoreTest");
        continue;
      }
      findings.compared();
      if (ours.compareTo(demanded) > 0) {
        String every = ours.equals(Backup.NEVER) ? "never" : "every " + Durations.format(ours);
        found(
            findings,
            of,
            backup(backup) + "/restoreTest",
            "restoreTest",
            "restores of %s tested %s, but tier %s demands every %s"
                .formatted(backup.of(), every, of.tier().name(), Durations.format(demanded)),
            "%s > %s".formatted(every, Durations.format(demanded)));
      }
    }
  }

  private static void found(
      Findings findings, TierOf of, String path, String key, String message, String sum) {
    Tier tier = of.tier();
    findings
        .error(path, message)
        .with(of.path(), "the service's tier")
        .with(Sources.ORGANISATION, "tiers/" + tier.name() + "/" + key, "what the tier demands")
        .sum(sum)
        .fix("prepare as tier " + tier.name() + " does, or choose the tier that is meant");
  }

  /** {@code HOT_STANDBY} as it is written: {@code hotStandby}. */
  private static String word(Recovery.Strategy strategy) {
    String joined =
        Arrays.stream(strategy.name().toLowerCase(Locale.ROOT).split("_"))
            .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
            .collect(Collectors.joining());
    return Character.toLowerCase(joined.charAt(0)) + joined.substring(1);
  }
}
