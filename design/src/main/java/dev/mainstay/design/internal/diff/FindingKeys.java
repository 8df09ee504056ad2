package dev.mainstay.design.internal.diff;

import dev.mainstay.design.DesignResult;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells findings apart by what they are about, not by the line and the figures of the day. */
final class FindingKeys {
  private final DesignResult result;
  private final Map<Place, String> paths = new HashMap<>();

  FindingKeys(DesignResult result) {
    this.result = result;
    for (String design : result.places().designs()) {
      result
          .places()
          .paths(design)
          .forEach((path, place) ->
              paths.merge(place, design + ":" + path, (a, b) -> a.length() >= b.length() ? a : b));
    }
  }

  Map<String, Problem> byKey() {
    Map<String, Problem> found = new LinkedHashMap<>();
    for (Problem problem : result.problems()) {
      Place place = problem.place();
      String about = place == null ? "" : paths.getOrDefault(place, place.toString());
      String key = problem.code() + " " + about;
      for (int i = 2; found.containsKey(key); i++) {
        key = problem.code() + " " + about + " " + i;
      }
      found.put(key, problem);
    }
    return found;
  }
}
