package dev.mainstay.design.internal.read;

import dev.mainstay.design.Overload;
import dev.mainstay.design.Overload.Limits;
import dev.mainstay.design.Overload.Resource;
import dev.mainstay.design.Overload.Thresholds;
import dev.mainstay.design.Service.Criticality;
import java.util.EnumMap;
import java.util.Map;

/** The section {@code overload}. */
final class OverloadReader {
  private OverloadReader() {}

  static Overload read(Section service, Criticality criticality) {
    Section section = service.section("overload");
    Map<Resource, Thresholds> resources = new EnumMap<>(Resource.class);
    for (Resource resource : Resource.values()) {
      section
          .optionalSection(resource.key())
          .ifPresent(inner -> resources.put(resource, thresholds(inner)));
    }
    var limits = section.optionalSection("limits").map(OverloadReader::limits);
    section.end();
    return new Overload(resources, limits.orElse(null));
  }

  private static Thresholds thresholds(Section section) {
    var thresholds =
        new Thresholds(
            section.value("warn", Forms.PERCENT).orElse(null),
            section.value("shed", Forms.PERCENT).orElse(null),
            section.value("unready", Forms.PERCENT).orElse(null),
            section.value("resume", Forms.PERCENT).orElse(null),
            section.value("retryAfter", Forms.DURATION_ABOVE_ZERO).orElse(null));
    section.end();
    return thresholds;
  }

  private static Limits limits(Section section) {
    var limits =
        new Limits(
            section.value("global", Forms.RATE_ABOVE_ZERO).orElse(null),
            section.value("perClient", Forms.RATE_ABOVE_ZERO).orElse(null),
            InstancesReader.burst(section).orElse(null));
    section.end();
    return limits;
  }
}
