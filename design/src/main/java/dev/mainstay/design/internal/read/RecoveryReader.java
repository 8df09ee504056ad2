package dev.mainstay.design.internal.read;

import dev.mainstay.design.Drill;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Backup;
import dev.mainstay.design.Recovery.Failover;
import dev.mainstay.design.Recovery.Reliability;
import dev.mainstay.design.Recovery.Replication;
import dev.mainstay.design.Recovery.Site;
import dev.mainstay.design.Recovery.Step;
import dev.mainstay.design.Recovery.Strategy;
import dev.mainstay.design.Service.Criticality;
import dev.mainstay.design.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The section {@code recovery}, and the organisation's {@code tiers}. */
final class RecoveryReader {
  private static final Form<Integer> FROM_ONE = Forms.count(1, 100_000);

  private RecoveryReader() {}

  static Optional<Recovery> read(Section service, Criticality criticality) {
    return service.optionalSection("recovery").map(RecoveryReader::recovery);
  }

  static List<Tier> tiers(Section organisation) {
    List<Tier> tiers = new ArrayList<>();
    for (Section.Member member : organisation.members("tiers", RecoveryForms.TIER)) {
      Section section = member.section();
      tiers.add(
          new Tier(
              member.name(),
              section.value("availability", Forms.PERCENT).orElse(null),
              duration(section, "rpo"),
              duration(section, "rto"),
              section.value("strategy", Forms.word(Strategy.class)).orElse(null),
              section.value("automaticFailover", Forms.FLAG).orElse(null),
              section.value("restoreTest", RecoveryForms.INTERVAL).orElse(null)));
      section.end();
    }
    return tiers;
  }

  private static Recovery recovery(Section section) {
    var recovery =
        new Recovery(
            section.value("tier", RecoveryForms.TIER).orElse(null),
            duration(section, "rpo"),
            duration(section, "rto"),
            section.value("strategy", Forms.word(Strategy.class)).orElse(null),
            section.value("survives", Forms.word(Site.class)).orElse(null),
            section.value("zones", FROM_ONE).orElse(null),
            section.value("region", Forms.IDENTIFIER).orElse(null),
            section.value("instanceAvailability", Forms.PERCENT).orElse(null),
            duration(section, "corruptionFoundWithin"),
            section.optionalSection("failover").map(RecoveryReader::failover).orElse(null),
            section.optionalSection("replication").map(RecoveryReader::replication).orElse(null),
            backups(section.section("backup")),
            reliability(section.section("reliability")),
            drills(section));
    section.end();
    return recovery;
  }

  private static Failover failover(Section section) {
    Map<Step, Duration> steps = new EnumMap<>(Step.class);
    Section each = section.section("steps");
    for (Step step : Step.values()) {
      each.value(step.name().toLowerCase(Locale.ROOT), Forms.DURATION_FROM_ZERO)
          .ifPresent(takes -> steps.put(step, takes));
    }
    each.end();
    var failover =
        new Failover(
            section.value("automatic", Forms.FLAG).orElse(null),
            duration(section, "takes"),
            duration(section, "ttl"),
            steps);
    section.end();
    return failover;
  }

  private static Replication replication(Section section) {
    var replication =
        new Replication(
            section.value("of", Forms.IDENTIFIER).orElse(null),
            section.value("mode", Forms.word(Replication.Mode.class)).orElse(null),
            duration(section, "lag"),
            section.value("to", Forms.IDENTIFIER).orElse(null));
    section.end();
    return replication;
  }

  private static List<Backup> backups(Section outer) {
    List<Backup> backups = new ArrayList<>();
    for (Section.Member member : outer.members("of")) {
      Section section = member.section();
      backups.add(
          new Backup(
              member.name(),
              interval(section, "full"),
              interval(section, "incremental"),
              interval(section, "log"),
              duration(section, "keep"),
              duration(section, "keepIncremental"),
              duration(section, "keepLog"),
              duration(section, "takes"),
              section.value("window", RecoveryForms.HOURS_OF_THE_WEEK).orElse(null),
              section.value("to", Forms.IDENTIFIER).orElse(null),
              interval(section, "restoreTest"),
              duration(section, "restoreTakes")));
      section.end();
    }
    outer.end();
    return backups;
  }

  private static Reliability reliability(Section section) {
    var reliability =
        new Reliability(
            duration(section, "mtbf"),
            duration(section, "mttd"),
            duration(section, "mtta"),
            duration(section, "mttm"),
            duration(section, "mttr"));
    section.end();
    return reliability;
  }

  private static List<Drill> drills(Section recovery) {
    List<Drill> drills = new ArrayList<>();
    for (Section.Member member : recovery.members("drills")) {
      Section section = member.section();
      Section blast = section.section("blast");
      Section expect = section.section("expect");
      Section abort = section.section("abort");
      drills.add(
          new Drill(
              member.name(),
              section.required("fault", RecoveryForms.FAULT, new Drill.Fault.Failover()),
              interval(section, "every"),
              section.value("window", RecoveryForms.HOURS_OF_THE_WEEK).orElse(null),
              duration(section, "lasts"),
              section.or("in", RecoveryForms.ENVIRONMENT, false),
              new Drill.Blast(
                  blast.value("instances", FROM_ONE).orElse(null),
                  blast.value("share", Forms.PERCENT).orElse(null)),
              expectation(expect),
              abort.value("errors", Forms.PERCENT).orElse(null)));
      blast.end();
      abort.end();
      section.end();
    }
    return drills;
  }

  private static Drill.Expectation expectation(Section section) {
    var expectation =
        new Drill.Expectation(
            duration(section, "recovery"),
            section.value("errors", Forms.PERCENT).orElse(null),
            duration(section, "errorsFor"),
            duration(section, "loss"),
            section.value("mode", Forms.IDENTIFIER).orElse(null),
            section.or("breakerOpens", Forms.FLAG, false));
    section.end();
    return expectation;
  }

  private static @Nullable Duration duration(Section section, String key) {
    return section.value(key, Forms.DURATION_FROM_ZERO).orElse(null);
  }

  private static @Nullable Duration interval(Section section, String key) {
    return section.value(key, RecoveryForms.INTERVAL).orElse(null);
  }
}
