package dev.mainstay.design;

import dev.mainstay.design.internal.checks.Checks;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds contradictions between the values of designs, by arithmetic. */
public final class DesignChecks {
  private DesignChecks() {}

  /** Findings per service, in the order of the checks. */
  public static List<Problem> run(Designs designs, Sources places) {
    return Checks.run(designs, places);
  }

  /**
   * Reads and checks: problems of form, or else contradictions.
   *
   * @param sources any number of services and at most one organisation
   * @param runbooks names of the runbooks beside the designs, without their suffix
   * @return designs are absent when any problem is an error
   */
  public static DesignResult readAndCheck(List<SourceText> sources, Set<String> runbooks) {
    DesignResult read = DesignReader.read(sources, runbooks);
    if (read.designs().isEmpty()) {
      return read;
    }
    List<Problem> problems = new ArrayList<>(read.problems());
    problems.addAll(run(read.designs().get(), read.places()));
    boolean failed = problems.stream().anyMatch(Problem::isError);
    return new DesignResult(failed ? Optional.empty() : read.designs(), problems, read.places());
  }
}
