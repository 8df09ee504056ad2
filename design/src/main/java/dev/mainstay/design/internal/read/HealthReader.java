package dev.mainstay.design.internal.read;

import dev.mainstay.design.Defaults;
import dev.mainstay.design.Health;
import dev.mainstay.design.Health.Probe;
import dev.mainstay.design.Health.Startup;
import dev.mainstay.design.Service.Criticality;
import dev.mainstay.design.internal.read.Spelling.Target;
import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The section {@code health}. */
final class HealthReader {
  private static final List<String> RESOURCES =
      List.of("memory", "cpu", "threads", "connections", "descriptors", "disk");

  private static final Choice<Checks> CHECKS =
      Choice.ofList(Forms.DEPENDENCY, Checks::of)
          .orNamed(Forms.TEXT.naming(Target.DEPENDENCY), Forms.DURATION_ABOVE_ZERO, Checks::timed);

  /** What a probe asks: names alone, or each with its own timeout. */
  private record Checks(List<String> names, Map<String, Duration> timeouts) {
    static Checks of(List<String> names) {
      return new Checks(names, Map.of());
    }

    static Checks timed(Map<String, Duration> timeouts) {
      return new Checks(List.copyOf(timeouts.keySet()), timeouts);
    }
  }

  private HealthReader() {}

  static Health read(Section service, Criticality criticality) {
    Section section = service.section("health");
    Section liveness = section.section("liveness");
    Section readiness = section.section("readiness");
    var startup = section.optionalSection("startup").map(HealthReader::startup);
    section.end();
    return new Health(
        probe(
            liveness,
            new Probe(
                Defaults.LIVENESS_PATH,
                Defaults.LIVENESS_EVERY,
                Defaults.LIVENESS_TIMEOUT,
                Defaults.LIVENESS_FAILURES,
                List.of())),
        probe(
            readiness,
            new Probe(
                Defaults.READINESS_PATH,
                Defaults.readinessEvery(criticality),
                Defaults.timeoutWithin(Defaults.readinessEvery(criticality)),
                Defaults.READINESS_FAILURES,
                List.of())),
        startup.orElse(null));
  }

  private static Probe probe(Section section, Probe absent) {
    Duration every = section.or("every", Forms.DURATION_ABOVE_ZERO, absent.every());
    Duration timeout =
        section.or(
            "timeout",
            Forms.DURATION_ABOVE_ZERO,
            section.has("every") ? Defaults.timeoutWithin(every) : absent.timeout());
    Checks checks = section.choice("checks", CHECKS, Checks.of(List.of()));
    var probe =
        new Probe(
            section.or("path", Forms.PATH, absent.path()),
            every,
            timeout,
            section.or("failures", Forms.count(1, 100), absent.failures()),
            checks.names(),
            checks.timeouts(),
            section.or("delay", Forms.DURATION_FROM_ZERO, absent.delay()),
            failsAbove(section),
            section.value("because", Forms.TEXT).orElse(null));
    section.end();
    return probe;
  }

  private static Map<String, Percentage> failsAbove(Section section) {
    Map<String, Percentage> above = new LinkedHashMap<>();
    section
        .optionalSection("failsAbove")
        .ifPresent(inner -> {
          for (String resource : RESOURCES) {
            inner.value(resource, Forms.PERCENT).ifPresent(share -> above.put(resource, share));
          }
          inner.end();
        });
    return above;
  }

  private static Startup startup(Section section) {
    Map<String, Duration> phases = section.named("phases", Forms.TEXT, Forms.DURATION_FROM_ZERO);
    var startup =
        new Startup(
            section.required("within", Forms.DURATION_ABOVE_ZERO, Defaults.STARTUP),
            section.value("every", Forms.DURATION_ABOVE_ZERO).orElse(null),
            section.value("failures", Forms.count(1, 10_000)).orElse(null),
            section.or("delay", Forms.DURATION_FROM_ZERO, Duration.ZERO),
            phases,
            section.value("because", Forms.TEXT).orElse(null));
    section.end();
    return startup;
  }
}
