package dev.mainstay.design.internal.read;

import dev.mainstay.design.Defaults;
import dev.mainstay.design.Health;
import dev.mainstay.design.Health.Probe;
import dev.mainstay.design.Health.Startup;
import dev.mainstay.design.Service.Criticality;
import dev.mainstay.design.internal.yaml.Node;
import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The section {@code health}. */
final class HealthReader {
  private static final List<String> RESOURCES =
      List.of("memory", "cpu", "threads", "connections", "descriptors", "disk");

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
    Map<String, Duration> timeouts = checkTimeouts(section);
    var probe =
        new Probe(
            section.or("path", Forms.PATH, absent.path()),
            every,
            timeout,
            section.or("failures", Forms.count(1, 100), absent.failures()),
            timeouts.isEmpty() ? checks(section) : new ArrayList<>(timeouts.keySet()),
            timeouts,
            section.or("delay", Forms.DURATION_FROM_ZERO, absent.delay()),
            failsAbove(section),
            section.value("because", Forms.TEXT).orElse(null));
    section.end();
    return probe;
  }

  private static List<String> checks(Section section) {
    return section
        .node("checks")
        .filter(node -> !(node instanceof Node.Mapping))
        .flatMap(node -> section.values("checks", Forms.IDENTIFIER))
        .orElse(List.of());
  }

  /** The other way to write the checks: each with its own timeout. */
  private static Map<String, Duration> checkTimeouts(Section section) {
    Map<String, Duration> timeouts = new LinkedHashMap<>();
    if (section.node("checks").filter(Node.Mapping.class::isInstance).isPresent()) {
      Section checks = section.section("checks");
      for (Node.Entry entry : checks.entries()) {
        String name = entry.key().text();
        checks
            .value(name, Forms.DURATION_ABOVE_ZERO)
            .ifPresent(timeout -> timeouts.put(name, timeout));
      }
    }
    return timeouts;
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
    Map<String, Duration> phases = new LinkedHashMap<>();
    section
        .optionalSection("phases")
        .ifPresent(inner -> {
          for (Node.Entry entry : inner.entries()) {
            String name = entry.key().text();
            inner
                .value(name, Forms.DURATION_FROM_ZERO)
                .ifPresent(duration -> phases.put(name, duration));
          }
        });
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
