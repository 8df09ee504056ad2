package dev.mainstay.server.internal;

import dev.mainstay.design.AcceptedProblem;
import dev.mainstay.design.DesignResult;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which problems concern a service: those that stand, or contradict a place, in the service's part
 * of a file. Files are indexed once, so that all services together take no longer than all
 * problems.
 */
final class ServiceProblems {
  private final DesignResult result;
  private final Map<String, List<Problem>> problems;
  private final Map<String, List<AcceptedProblem>> accepted;

  ServiceProblems(DesignResult result) {
    this.result = result;
    problems = byFile(result.problems(), problem -> problem);
    accepted = byFile(result.accepted(), AcceptedProblem::problem);
  }

  private static <T> Map<String, List<T>> byFile(List<T> all, Function<T, Problem> problem) {
    Map<String, List<T>> files = new HashMap<>();
    for (T each : all) {
      places(problem.apply(each))
          .map(Place::file)
          .distinct()
          .forEach(file -> files.computeIfAbsent(file, name -> new ArrayList<>()).add(each));
    }
    return files;
  }

  private static Stream<Place> places(Problem problem) {
    return Stream.concat(
        Stream.ofNullable(problem.place()), problem.related().stream().map(Problem.Related::place));
  }

  List<Problem> of(String service) {
    return of(service, problems, problem -> problem);
  }

  List<AcceptedProblem> accepted(String service) {
    return of(service, accepted, AcceptedProblem::problem);
  }

  private <T> List<T> of(String service, Map<String, List<T>> files, Function<T, Problem> problem) {
    Collection<Place> written = result.places().paths(service).values();
    Map<String, IntSummaryStatistics> parts =
        written.stream()
            .collect(Collectors.groupingBy(Place::file, Collectors.summarizingInt(Place::line)));
    return parts.keySet().stream()
        .sorted()
        .flatMap(file -> files.getOrDefault(file, List.of()).stream())
        .distinct()
        .filter(each -> places(problem.apply(each)).anyMatch(place -> isIn(parts, place)))
        .toList();
  }

  private static boolean isIn(Map<String, IntSummaryStatistics> parts, Place place) {
    IntSummaryStatistics lines = parts.get(place.file());
    return lines != null && place.line() >= lines.getMin() && place.line() <= lines.getMax();
  }
}
