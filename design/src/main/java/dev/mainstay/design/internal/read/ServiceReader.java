package dev.mainstay.design.internal.read;

import dev.mainstay.design.Acceptance;
import dev.mainstay.design.Defaults;
import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Delivery;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Health;
import dev.mainstay.design.HttpInterface;
import dev.mainstay.design.HttpInterface.Caller;
import dev.mainstay.design.Instances;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Promises;
import dev.mainstay.design.Service;
import dev.mainstay.design.Service.Criticality;
import dev.mainstay.design.Telemetry;
import dev.mainstay.design.Traffic;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A document of {@code kind: Service}. */
final class ServiceReader {
  private ServiceReader() {}

  static Service read(Section section, String name) {
    section.node("name");
    var criticality =
        section.or("criticality", Forms.word(Criticality.class), Defaults.CRITICALITY);
    String owner = section.or("owner", Forms.TEAM, Defaults.OWNER);
    String summary = section.required("summary", Forms.TEXT, "unknown");
    var platform = section.value("platform", Forms.word(Service.Platform.class));
    String documentation = section.or("documentation", Forms.FOLDER, Defaults.DOCUMENTATION);
    Traffic traffic = InstancesReader.traffic(section);
    HttpInterface http = http(section, criticality);
    Instances instances = InstancesReader.instances(section, criticality);
    Telemetry telemetry = telemetry(section, criticality);
    Health health = HealthReader.read(section, criticality);
    List<Dependency> dependencies = DependencyReader.read(section);
    List<DegradationMode> degradation = DegradationReader.read(section);
    Promises promises = PromiseReader.promises(section);
    List<Objective> objectives = PromiseReader.objectives(section, promises);
    var alerts = PromiseReader.alerts(section);
    Optional<Delivery> delivery = DeliveryReader.read(section, criticality, objectives);
    var overload = OverloadReader.read(section, criticality);
    var observability = ObservabilityReader.read(section, criticality);
    var capacity = CapacityReader.read(section, criticality);
    var security = SecurityReader.read(section, criticality);
    var recovery = RecoveryReader.read(section, criticality);
    var planning = PlanningReader.read(section, criticality);
    List<Acceptance> accepted = accepted(section);
    var decisions = DecisionReader.read(section);
    section.end();
    var service =
        new Service(
            name,
            owner,
            criticality,
            summary,
            platform.orElse(null),
            documentation,
            traffic,
            http,
            instances,
            telemetry,
            health,
            dependencies,
            degradation,
            objectives,
            promises,
            alerts,
            delivery.orElse(null),
            overload,
            observability,
            capacity,
            security,
            recovery.orElse(null),
            planning,
            accepted,
            decisions);
    References.check(section, service);
    return service;
  }

  private static List<Acceptance> accepted(Section service) {
    List<Acceptance> accepted = new ArrayList<>();
    for (Section.Member member : service.members("accepted", Forms.CODE)) {
      Section section = member.section();
      accepted.add(
          new Acceptance(
              member.name(),
              section.required("because", Forms.TEXT, "unknown"),
              section.required("until", Forms.DATE, LocalDate.MAX)));
      section.end();
    }
    return accepted;
  }

  private static HttpInterface http(Section service, Criticality criticality) {
    Section outer = service.section("interface");
    Section section = outer.section("http");
    List<Caller> callers = callers(outer);
    outer.end();
    var http =
        new HttpInterface(
            section.or("deadline", Forms.DURATION_ABOVE_ZERO, Defaults.deadline(criticality)),
            section.values("idempotent", Forms.HTTP_METHOD, Defaults.IDEMPOTENT_METHODS),
            section.values("redact", Forms.TEXT, Defaults.REDACT),
            callers);
    section.end();
    return http;
  }

  private static List<Caller> callers(Section section) {
    List<Caller> callers = new ArrayList<>();
    for (Section.Member member : section.members("callers")) {
      Section caller = member.section();
      callers.add(
          new Caller(
              member.name(),
              caller.required("deadline", Forms.DURATION_ABOVE_ZERO, Duration.ofDays(1)),
              caller.or("attempts", Forms.count(1, 100), 1)));
      caller.end();
    }
    return callers;
  }

  private static Telemetry telemetry(Section service, Criticality criticality) {
    Section section = service.section("telemetry");
    String path = section.or("path", Forms.PATH, Defaults.METRICS_PATH);
    Duration every =
        section.or("every", Forms.DURATION_ABOVE_ZERO, Defaults.scrapeEvery(criticality));
    Duration timeout =
        section.or("timeout", Forms.DURATION_ABOVE_ZERO, Defaults.timeoutWithin(every));
    var telemetry =
        new Telemetry(
            path, every, timeout, section.values("instances", Forms.ADDRESS).orElse(List.of()));
    section.end();
    return telemetry;
  }
}
