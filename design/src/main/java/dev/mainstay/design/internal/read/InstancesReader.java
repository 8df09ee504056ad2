package dev.mainstay.design.internal.read;

import dev.mainstay.design.Defaults;
import dev.mainstay.design.Instances;
import dev.mainstay.design.Instances.Disruption;
import dev.mainstay.design.Instances.Each;
import dev.mainstay.design.Instances.Resized;
import dev.mainstay.design.Instances.Threads;
import dev.mainstay.design.Instances.Usage;
import dev.mainstay.design.Portion;
import dev.mainstay.design.Scaling;
import dev.mainstay.design.Scaling.Band;
import dev.mainstay.design.Scaling.Measure;
import dev.mainstay.design.Service.Criticality;
import dev.mainstay.design.Traffic;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Rate;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sections {@code traffic} and {@code instances}. */
final class InstancesReader {
  private static final Form<Integer> FROM_ONE = Forms.count(1, 100_000);

  static final Form<Portion> PORTION =
      Forms.of(
          "a number of instances or a share of them, such as 1 or 25 %",
          text ->
              Forms.count(0, 100_000)
                  .parse(text)
                  .<Portion>map(Portion.Count::new)
                  .or(() -> Forms.PERCENT.parse(text).map(Portion.Share::new)));

  private static final Percentage ALL = Percentage.of("100");

  private InstancesReader() {}

  static Traffic traffic(Section service) {
    Section section = service.section("traffic");
    Rate typical = section.or("typical", Forms.RATE_ABOVE_ZERO, Defaults.TYPICAL_TRAFFIC);
    Rate peak =
        section.or(
            "peak",
            Forms.RATE_ABOVE_ZERO,
            Rate.perSecond(typical.perSecond() * Defaults.PEAK_FACTOR));
    if (section.has("peak") && peak.compareTo(typical) < 0) {
      section
          .reading()
          .error(
              "MS-F008",
              "peak: %s below typical (expected: >= %s)".formatted(peak, typical),
              section.placeOf("peak"),
              "exchange the two");
    }
    var traffic =
        new Traffic(
            typical,
            peak,
            burst(section).orElse(null),
            section.value("growthPerMonth", Forms.PERCENT).orElse(null),
            section.value("perClient", Forms.RATE_ABOVE_ZERO).orElse(null),
            section.value("request", Quantities.BYTES).orElse(null),
            section.value("response", Quantities.BYTES).orElse(null));
    section.end();
    return traffic;
  }

  static Optional<Traffic.Burst> burst(Section section) {
    return section
        .optionalSection("burst")
        .map(inner -> {
          var burst =
              new Traffic.Burst(
                  inner.required("rate", Forms.RATE_ABOVE_ZERO, Defaults.TYPICAL_TRAFFIC),
                  inner.required("for", Forms.DURATION_ABOVE_ZERO, Duration.ofSeconds(1)));
          inner.end();
          return burst;
        });
  }

  static Instances instances(Section service, Criticality criticality) {
    Section section = service.section("instances");
    int min = section.or("min", FROM_ONE, Defaults.minInstances(criticality));
    int max = section.or("max", FROM_ONE, min);
    if (max < min) {
      section
          .reading()
          .error(
              "MS-F008",
              "max: %d below min (expected: >= %d)".formatted(max, min),
              section.placeOf("max"),
              "exchange the two");
    }
    Section inner = section.section("each");
    var capacity = inner.value("capacity", Forms.RATE_ABOVE_ZERO);
    Duration startup = inner.or("startup", Forms.DURATION_ABOVE_ZERO, Defaults.STARTUP);
    Each each = each(inner);
    inner.end();
    var scaling = section.optionalSection("scale").map(InstancesReader::scaling);
    var disruption = section.optionalSection("disruption").map(InstancesReader::disruption);
    var resized = section.values("resize", Forms.word(Resized.class)).orElse(List.of());
    section.end();
    return new Instances(
        min,
        max,
        capacity.orElse(null),
        startup,
        each,
        scaling.orElse(null),
        disruption.orElse(null),
        Set.copyOf(resized));
  }

  private static Disruption disruption(Section section) {
    var unavailable = section.value("unavailable", PORTION);
    var available = section.value("available", PORTION);
    if (section.has("unavailable") == section.has("available")) {
      section
          .reading()
          .error(
              "MS-F008",
              "disruption with %s unavailable and available (expected: one of them)"
                  .formatted(section.has("available") ? "both" : "neither"),
              section.place(),
              "say either how many may be missing or how many must stay");
    }
    section.end();
    return available.isPresent()
        ? new Disruption.Available(available.get())
        : new Disruption.Unavailable(unavailable.orElse(new Portion.Count(1)));
  }

  private static Each each(Section section) {
    Section network = section.section("network");
    var each =
        new Each(
            section.value("cpu", Quantities.CORES_ABOVE_ZERO).orElse(null),
            section.value("memory", Quantities.BYTES).orElse(null),
            usage(section.section("idle")),
            usage(section.section("busy")),
            section.optionalSection("threads").map(InstancesReader::threads).orElse(null),
            network.value("in", Quantities.BANDWIDTH_ABOVE_ZERO).orElse(null),
            network.value("out", Quantities.BANDWIDTH_ABOVE_ZERO).orElse(null));
    network.end();
    return each;
  }

  private static Usage usage(Section section) {
    var usage =
        new Usage(
            section.value("cpu", Quantities.CORES_ABOVE_ZERO).orElse(null),
            section.value("memory", Quantities.BYTES).orElse(null));
    section.end();
    return usage;
  }

  private static Threads threads(Section section) {
    var threads =
        new Threads(
            section.required("size", FROM_ONE, 1),
            section.value("queue", Forms.count(0, 999_999_999)).orElse(null),
            section.value("wait", Forms.DURATION_FROM_ZERO).orElse(null),
            section.value("stack", Quantities.BYTES).orElse(null));
    section.end();
    return threads;
  }

  private static Scaling scaling(Section section) {
    Map<Measure, Band> bands = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      section.optionalSection(measure.key()).ifPresent(inner -> bands.put(measure, band(inner)));
    }
    if (bands.isEmpty()) {
      section.missing("cpu", "or memory or requests: `cpu: { up: 70 %, down: 30 % }`");
    }
    var scaling =
        new Scaling(
            bands,
            section.or("upAfter", Forms.DURATION_FROM_ZERO, Duration.ZERO),
            section.or("downAfter", Forms.DURATION_FROM_ZERO, Defaults.SCALE_DOWN_AFTER),
            section.value("upBy", Quantities.STEP).orElse(null),
            section.value("downBy", Quantities.STEP).orElse(null),
            section.or("cooldown", Forms.DURATION_FROM_ZERO, Duration.ZERO));
    section.end();
    return scaling;
  }

  private static Band band(Section section) {
    var band =
        new Band(
            section.required("up", Forms.PERCENT, ALL),
            section.value("down", Forms.PERCENT).orElse(null));
    section.end();
    return band;
  }
}
