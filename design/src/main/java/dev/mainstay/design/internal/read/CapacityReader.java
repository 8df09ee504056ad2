package dev.mainstay.design.internal.read;

import dev.mainstay.design.Capacity;
import dev.mainstay.design.Capacity.Cache;
import dev.mainstay.design.Capacity.Store;
import dev.mainstay.design.Capacity.Stress;
import dev.mainstay.design.Capacity.Test;
import dev.mainstay.design.Service.Criticality;
import dev.mainstay.kernel.Rate;
import java.time.Duration;
import java.util.List;

/** The section {@code capacity}. */
final class CapacityReader {
  private static final Rate UNKNOWN = Rate.perSecond(1);
  private static final Form<Integer> FROM_ONE = Forms.count(1, 100_000);

  private CapacityReader() {}

  static Capacity read(Section service, Criticality criticality) {
    Section section = service.section("capacity");
    Section tests = section.section("tests");
    var load = tests.optionalSection("load").map(CapacityReader::test);
    var stress = tests.optionalSection("stress").map(CapacityReader::stress);
    var spike = tests.optionalSection("spike").map(CapacityReader::test);
    tests.end();
    List<Store> storage =
        section.members("storage").stream()
            .map(member -> store(member.name(), member.section()))
            .toList();
    List<Cache> caches =
        section.members("caches").stream()
            .map(member -> cache(member.name(), member.section()))
            .toList();
    var capacity =
        new Capacity(
            load.orElse(null),
            stress.orElse(null),
            spike.orElse(null),
            storage,
            caches,
            section.value("headroom", Forms.PERCENT).orElse(null),
            section.value("horizon", Forms.DURATION_ABOVE_ZERO).orElse(null),
            section.value("lead", Forms.DURATION_ABOVE_ZERO).orElse(null),
            section.value("growth", Forms.TIMES).orElse(null));
    section.end();
    return capacity;
  }

  private static Test test(Section section) {
    var test =
        new Test(
            section.required("rate", Forms.RATE_ABOVE_ZERO, UNKNOWN),
            section.required("for", Forms.DURATION_ABOVE_ZERO, Duration.ofMinutes(1)),
            section.value("instances", FROM_ONE).orElse(null),
            section.value("p99", Forms.DURATION_ABOVE_ZERO).orElse(null),
            section.value("day", Forms.DATE).orElse(null));
    section.end();
    return test;
  }

  private static Stress stress(Section section) {
    var stress =
        new Stress(
            section.required("breaks", Forms.RATE_ABOVE_ZERO, UNKNOWN),
            section.value("instances", FROM_ONE).orElse(null),
            section.value("day", Forms.DATE).orElse(null));
    section.end();
    return stress;
  }

  private static Store store(String name, Section section) {
    var store =
        new Store(
            name,
            section.value("now", Quantities.BYTES).orElse(null),
            section.value("growth", Quantities.GROWTH_RATE).orElse(null),
            section.value("keep", Forms.DURATION_ABOVE_ZERO).orElse(null),
            section.value("limit", Quantities.BYTES).orElse(null),
            section.value("inOneYear", Quantities.BYTES).orElse(null));
    section.end();
    return store;
  }

  private static Cache cache(String name, Section section) {
    var cache =
        new Cache(
            name,
            section.value("in", Forms.IDENTIFIER).orElse(null),
            section.value("saves", Forms.IDENTIFIER).orElse(null),
            section.value("callsPerRequest", Forms.NUMBER_FROM_ZERO).orElse(null),
            section.value("hitRatio", Forms.PERCENT).orElse(null),
            section.value("ttl", Forms.DURATION_ABOVE_ZERO).orElse(null),
            section.value("staleAtMost", Forms.DURATION_ABOVE_ZERO).orElse(null),
            section.value("size", Quantities.BYTES).orElse(null),
            section.value("entries", Forms.count(1, 999_999_999)).map(Long::valueOf).orElse(null),
            section.value("entrySize", Quantities.BYTES).orElse(null));
    section.end();
    return cache;
  }
}
