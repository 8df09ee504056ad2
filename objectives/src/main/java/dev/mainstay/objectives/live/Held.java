package dev.mainstay.objectives.live;

import dev.mainstay.design.Objective;
import dev.mainstay.design.slo.Slo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is held.
 *
 * @param at since when
 * @param exposed what scrapes tell, of those of designs
 */
record Held(
    Instant at, Map<Key, Slo> all, Map<String, List<Slo>> byService, Map<Key, Exposed> exposed) {
  static final Held NOTHING = new Held(Instant.EPOCH, Map.of(), Map.of(), Map.of());

  Held next(Instant now, List<Slo> slos) {
    var nextExposed = new HashMap<Key, Exposed>();
    var all = new LinkedHashMap<Key, Slo>();
    var byService = new HashMap<String, List<Slo>>();
    for (Slo slo : slos) {
      all.put(Key.of(slo), slo);
      byService.computeIfAbsent(slo.service(), service -> new ArrayList<>()).add(slo);
      Objective designed = slo.designed();
      if (designed != null) {
        Exposed known = exposed.get(Key.of(slo));
        boolean same = known != null && known.isAbout(designed.sli());
        nextExposed.put(Key.of(slo), same ? known : new Exposed(designed.sli()));
      }
    }
    return new Held(now, all, byService, nextExposed);
  }

  /** Those that hear of a service's scrapes. */
  List<Exposed> exposed(String service) {
    return byService.getOrDefault(service, List.of()).stream()
        .map(slo -> exposed.get(Key.of(slo)))
        .filter(Objects::nonNull)
        .toList();
  }
}
