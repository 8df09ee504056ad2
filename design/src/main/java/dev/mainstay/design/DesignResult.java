package dev.mainstay.design;

import dev.mainstay.kernel.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What reading gave.
 *
 * @param designs absent when any problem is an error
 * @param problems in the order of their places, those of form first
 * @param accepted findings that a design accepts until a day that has not passed
 * @param results what each check says of each service; empty when the form is wrong
 * @param read the designs as they stand, contradictions included; absent when the form is wrong
 * @param places where each value stands
 */
public record DesignResult(
    Optional<Designs> designs,
    List<Problem> problems,
    List<AcceptedProblem> accepted,
    List<CheckResult> results,
    Optional<Designs> read,
    Sources places) {
  public DesignResult {
    problems = List.copyOf(problems);
    accepted = List.copyOf(accepted);
    results = results instanceof CheckResults ? results : List.copyOf(results);
  }

  /** Before any check ran. */
  public DesignResult(Optional<Designs> designs, List<Problem> problems, Sources places) {
    this(designs, problems, List.of(), List.of(), designs, places);
  }

  /**
   * The results of systems that have nothing to do with each other, to be told as one. It has no
   * designs to run; what was read is the first system's, and is there when every form is right.
   */
  public static DesignResult together(List<DesignResult> systems) {
    if (systems.size() == 1) {
      return systems.getFirst();
    }
    boolean wellFormed = systems.stream().allMatch(system -> system.read().isPresent());
    return new DesignResult(
        Optional.empty(),
        systems.stream().flatMap(system -> system.problems().stream()).toList(),
        systems.stream().flatMap(system -> system.accepted().stream()).toList(),
        systems.stream().flatMap(system -> system.results().stream()).toList(),
        wellFormed ? systems.getFirst().read() : Optional.empty(),
        new Sources(systems.stream().flatMap(system -> system.places().texts().stream()).toList()));
  }

  /** What each check says of the service. */
  public List<CheckResult> resultsOf(String service) {
    return results instanceof CheckResults all
        ? all.of(service)
        : results.stream().filter(each -> each.service().equals(service)).toList();
  }

  public boolean hasErrors() {
    return problems.stream().anyMatch(Problem::isError);
  }
}
