package dev.mainstay.design;

import dev.mainstay.kernel.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What reading gave.
 *
 * @param designs absent when any problem is an error
 * @param problems in the order of their places
 * @param places where each value stands
 */
public record DesignResult(Optional<Designs> designs, List<Problem> problems, Sources places) {
  public DesignResult {
    problems = List.copyOf(problems);
  }

  public boolean hasErrors() {
    return problems.stream().anyMatch(Problem::isError);
  }
}
