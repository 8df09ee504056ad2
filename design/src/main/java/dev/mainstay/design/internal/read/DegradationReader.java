package dev.mainstay.design.internal.read;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.DegradationMode.Costs;
import dev.mainstay.design.DegradationMode.Leave;
import dev.mainstay.design.DegradationMode.Level;
import dev.mainstay.design.DegradationMode.Overrides;
import dev.mainstay.design.DegradationMode.Recovery;
import dev.mainstay.design.DegradationMode.Trigger;
import dev.mainstay.design.internal.read.Spelling.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The section {@code degradation}. */
final class DegradationReader {
  private static final Form<String> DEPENDENCIES = Forms.TEXT.naming(Target.DEPENDENCY);
  private static final Trigger NEVER = new Trigger.Fails("unknown");

  private DegradationReader() {}

  static List<DegradationMode> read(Section service) {
    List<DegradationMode> modes = new ArrayList<>();
    for (Section.Member member : service.members("degradation")) {
      Section section = member.section();
      Section signal = section.section("signal");
      Trigger trigger = section.required("when", Expressions.TRIGGER, NEVER);
      modes.add(
          new DegradationMode(
              member.name(),
              section.or("level", Forms.word(Level.class), Level.DEGRADED),
              trigger,
              section.required("keeps", Forms.TEXT, "unknown"),
              section.values("loses", Forms.TEXT).orElse(List.of()),
              section.optionalSection("costs").map(DegradationReader::costs).orElse(Costs.NONE),
              section
                  .optionalSection("overrides")
                  .map(DegradationReader::overrides)
                  .orElse(Overrides.NONE),
              section
                  .optionalSection("leave")
                  .map(leave -> leave(leave, trigger.dependency()))
                  .orElse(null),
              signal.or("header", Forms.FLAG, true),
              signal.or("metric", Forms.FLAG, true)));
      signal.end();
      section.end();
    }
    return modes;
  }

  private static Leave leave(Section section, String dependency) {
    var leave =
        new Leave(
            section.or("when", Expressions.RECOVERY, new Recovery.Works(dependency)),
            section.or("for", Forms.DURATION_FROM_ZERO, Duration.ZERO));
    section.end();
    return leave;
  }

  private static Overrides overrides(Section section) {
    var overrides =
        new Overrides(
            section.value("deadline", Forms.DURATION_ABOVE_ZERO).orElse(null),
            section.named("timeouts", DEPENDENCIES, Forms.DURATION_ABOVE_ZERO));
    section.end();
    return overrides;
  }

  private static Costs costs(Section section) {
    var costs =
        new Costs(
            section.or("latency", Forms.TIMES, 1.0),
            section.named("calls", DEPENDENCIES, Forms.TIMES));
    section.end();
    return costs;
  }
}
