package dev.mainstay.design.internal.read;

import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one call of the reader gathers: problems, and the place of every value. */
final class Reading {
  final Set<String> runbooks;
  final List<Problem> problems = new ArrayList<>();
  final Map<String, Map<String, Place>> places = new HashMap<>();

  Reading(Set<String> runbooks) {
    this.runbooks = Set.copyOf(runbooks);
  }

  void error(String code, String message, Place place, String fix) {
    problems.add(Problem.error(code, message, place, fix));
  }

  void written(String design, String path, Place place) {
    places.computeIfAbsent(design, name -> new HashMap<>()).putIfAbsent(path, place);
  }
}
