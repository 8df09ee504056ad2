package dev.mainstay.design.internal.read;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.DegradationMode.Costs;
import dev.mainstay.design.DegradationMode.Leave;
import dev.mainstay.design.DegradationMode.Level;
import dev.mainstay.design.DegradationMode.Overrides;
import dev.mainstay.design.DegradationMode.Recovery;
import dev.mainstay.design.DegradationMode.Trigger;
import dev.mainstay.design.internal.yaml.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The section {@code degradation}. */
final class DegradationReader {
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
    Map<String, Duration> timeouts = new TreeMap<>();
    section
        .optionalSection("timeouts")
        .ifPresent(inner -> {
          for (Node.Entry entry : inner.entries()) {
            String name = entry.key().text();
            inner
                .value(name, Forms.DURATION_ABOVE_ZERO)
                .ifPresent(timeout -> timeouts.put(name, timeout));
          }
        });
    var overrides =
        new Overrides(section.value("deadline", Forms.DURATION_ABOVE_ZERO).orElse(null), timeouts);
    section.end();
    return overrides;
  }

  private static Costs costs(Section section) {
    Map<String, Double> calls = new TreeMap<>();
    section
        .optionalSection("calls")
        .ifPresent(inner -> {
          for (Node.Entry entry : inner.entries()) {
            inner
                .value(entry.key().text(), Forms.TIMES)
                .ifPresent(factor -> calls.put(entry.key().text(), factor));
          }
        });
    var costs = new Costs(section.or("latency", Forms.TIMES, 1.0), calls);
    section.end();
    return costs;
  }
}
