package dev.mainstay.objectives.live;

import dev.mainstay.design.Objective;
import dev.mainstay.design.slo.DesignSlos;
import dev.mainstay.design.slo.Slo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What is held.
 *
 * @param at since when
 * @param exposed what scrapes tell, of those of designs and of agreements
 * @param agreements what contracts promise by thresholds of their own, counted as objectives beside
 *     the ones that they belong to, by whose keys they are here
 */
record Held(
    Instant at,
    Map<Key, Slo> all,
    Map<String, List<Slo>> byService,
    Map<Key, Exposed> exposed,
    Map<Key, Slo> agreements) {
  static final Held NOTHING = new Held(Instant.EPOCH, Map.of(), Map.of(), Map.of(), Map.of());

  Held next(Instant now, List<Slo> slos) {
    var nextExposed = new HashMap<Key, Exposed>();
    var all = new LinkedHashMap<Key, Slo>();
    var byService = new HashMap<String, List<Slo>>();
    var agreements = new LinkedHashMap<Key, Slo>();
    for (Slo slo : slos) {
      all.put(Key.of(slo), slo);
      byService.computeIfAbsent(slo.service(), service -> new ArrayList<>()).add(slo);
      expose(slo, nextExposed);
      Slo agreement = DesignSlos.agreement(slo, Key.of(slo).agreement().name());
      if (agreement != null) {
        agreements.put(Key.of(slo), agreement);
        expose(agreement, nextExposed);
      }
    }
    return new Held(now, all, byService, nextExposed, agreements);
  }

  private void expose(Slo slo, Map<Key, Exposed> into) {
    Objective designed = slo.designed();
    if (designed != null) {
      Exposed known = exposed.get(Key.of(slo));
      boolean same = known != null && known.isAbout(designed.sli());
      into.put(Key.of(slo), same ? known : new Exposed(designed.sli()));
    }
  }

  /** Everything that is counted. */
  List<Slo> counted() {
    return Stream.concat(all.values().stream(), agreements.values().stream()).toList();
  }

  /** Those that hear of a service's scrapes. */
  List<Exposed> exposed(String service) {
    return byService.getOrDefault(service, List.of()).stream()
        .map(Key::of)
        .flatMap(key -> Stream.of(key, key.agreement()))
        .map(exposed::get)
        .filter(Objects::nonNull)
        .toList();
  }
}
