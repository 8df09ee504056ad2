package dev.mainstay.design.internal.documents.chapters;

import dev.mainstay.design.Drill;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Backup;
import dev.mainstay.design.internal.documents.page.Chapter;
import dev.mainstay.design.internal.documents.page.Md;
import dev.mainstay.design.internal.documents.page.Page;
import dev.mainstay.design.internal.documents.page.Subject;
import dev.mainstay.design.internal.documents.page.Topic;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the service comes back from a disaster, and the drills that show it. */
public record Recovering(Subject subject) implements Chapter {
  @Override
  public Topic topic() {
    return Topic.RECOVERY;
  }

  @Override
  public void write(Page page) {
    Recovery recovery = subject.service().recovery();
    if (recovery == null) {
      page.paragraph("The design says nothing about recovery.");
      return;
    }
    page.list(objectives(recovery));
    failover(page, recovery.failover());
    page.table(
        List.of(
            "Backup of",
            "Full",
            "Incremental",
            "Log",
            "Kept for",
            "Takes",
            "In",
            "Restore tried",
            "Restore takes"),
        recovery.backups().stream().map(this::row).toList());
    page.table(
        List.of("Drill", "Fault", "Every", "When", "In", "Expected"),
        recovery.drills().stream().map(Recovering::row).toList());
  }

  private List<String> objectives(Recovery recovery) {
    List<String> items = new ArrayList<>();
    add(items, "Data lost at most (RPO)", recovery.rpo());
    add(items, "Users are served again within (RTO)", recovery.rto());
    add(items, "Strategy", recovery.strategy());
    add(items, "Survives the loss of one", recovery.survives());
    add(items, "Spread over zones", recovery.zones());
    add(items, "Region", recovery.region());
    if (recovery.instanceAvailability() != null) {
      items.add(
          "Availability of one instance alone: "
              + subject.declared("recovery/instanceAvailability", recovery.instanceAvailability())
              + ".");
    }
    add(items, "Wrong data is found within", recovery.corruptionFoundWithin());
    var replication = recovery.replication();
    if (replication != null) {
      items.add(
          "Replication of %s: %s to %s, lag %s *(declared)*."
              .formatted(
                  Subject.or(replication.of()),
                  Subject.or(replication.mode()),
                  Subject.or(replication.to()),
                  Subject.or(replication.lag())));
    }
    var mean = recovery.reliability();
    add(items, "Mean time between failures", mean.mtbf());
    add(items, "Mean time to detect", mean.mttd());
    add(items, "Mean time to acknowledge", mean.mtta());
    add(items, "Mean time to mitigate", mean.mttm());
    add(items, "Mean time to repair", mean.mttr());
    return items;
  }

  private static void add(List<String> items, String what, @Nullable Object value) {
    if (value != null) {
      items.add(what + ": " + Subject.or(value) + ".");
    }
  }

  private static void failover(Page page, Recovery.@Nullable Failover failover) {
    if (failover == null) {
      return;
    }
    Boolean automatic = failover.automatic();
    String start =
        automatic == null
            ? ""
            : automatic ? " It starts by itself." : " It starts when a person decides.";
    List<String> terms = failover.steps().entrySet().stream().map(Recovering::step).toList();
    String sum =
        terms.isEmpty()
            ? ""
            : " Its steps: "
                + String.join(" + ", terms)
                + " = "
                + Durations.format(failover.sum())
                + ".";
    String claim =
        failover.takes() == null
            ? ""
            : " Claimed: " + Durations.format(failover.takes()) + " *(declared)*.";
    String ttl =
        failover.ttl() == null
            ? ""
            : " Clients keep the old address for " + Durations.format(failover.ttl()) + ".";
    page.paragraph("Failover." + start + sum + claim + ttl);
  }

  private static String step(Map.Entry<Recovery.Step, Duration> step) {
    return Md.word(step.getKey()) + " " + Durations.format(step.getValue());
  }

  private List<String> row(Backup backup) {
    String at = "recovery/backup/of/" + backup.of() + "/";
    return List.of(
        Md.code(backup.of()),
        every(backup.full()),
        every(backup.incremental()),
        every(backup.log()),
        Subject.or(backup.keep()),
        subject.orDeclared(at + "takes", backup.takes()),
        Subject.or(backup.to()),
        every(backup.restoreTest()),
        subject.orDeclared(at + "restoreTakes", backup.restoreTakes()));
  }

  private static String every(@Nullable Duration interval) {
    if (interval == null) {
      return "–";
    }
    return interval.isZero()
        ? "continuous"
        : interval.equals(Backup.NEVER) ? "never" : "every " + Durations.format(interval);
  }

  private static List<String> row(Drill drill) {
    return List.of(
        Md.code(drill.name()),
        Md.text(fault(drill.fault())),
        Subject.or(drill.every()),
        Subject.or(drill.window()),
        drill.inProduction() ? "production" : "elsewhere",
        Md.text(expected(drill.expect())));
  }

  private static String fault(Drill.Fault fault) {
    return switch (fault) {
      case Drill.Fault.InstanceFails() -> "an instance fails";
      case Drill.Fault.SiteFails(String kind) -> "a " + kind + " fails";
      case Drill.Fault.DependencyFails(String name) -> name + " fails";
      case Drill.Fault.DependencySlower(String name, var by) ->
          name + " is slower by " + Durations.format(by);
      case Drill.Fault.Failover() -> "failover";
      case Drill.Fault.Restore(String store) -> "restore of " + store;
    };
  }

  private static String expected(Drill.Expectation expect) {
    List<String> parts = new ArrayList<>();
    if (expect.recovery() != null) {
      parts.add("normal within " + Durations.format(expect.recovery()));
    }
    if (expect.errors() != null) {
      parts.add(
          "at most "
              + expect.errors()
              + " fail"
              + (expect.errorsFor() == null ? "" : " for " + Durations.format(expect.errorsFor())));
    }
    if (expect.loss() != null) {
      parts.add("at most " + Durations.format(expect.loss()) + " lost");
    }
    if (expect.mode() != null) {
      parts.add("mode " + expect.mode());
    }
    if (expect.breakerOpens()) {
      parts.add("the breaker opens");
    }
    return parts.isEmpty() ? "–" : String.join(", ", parts);
  }
}
