package dev.mainstay.design;

import dev.mainstay.design.internal.checks.Checks;
import dev.mainstay.design.internal.read.DocumentReader;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and checks design files. Pure: text in, values out. */
public final class DesignReader {
  private DesignReader() {}

  /**
   * Reads all files together and reports everything that is wrong, with its place: first what is
   * wrong with their form; when nothing is, every contradiction between their values.
   *
   * @param sources any number of services and at most one organisation
   */
  public static DesignResult read(List<SourceText> sources, Surroundings surroundings) {
    DesignResult form =
        new DocumentReader(surroundings.runbooks().keySet(), Checks.acceptable()).read(sources);
    if (form.designs().isEmpty()) {
      return form;
    }
    Checks.Outcome outcome = Checks.run(form.designs().get(), form.places(), surroundings);
    List<Problem> problems = new ArrayList<>(form.problems());
    problems.addAll(outcome.problems());
    boolean failed = problems.stream().anyMatch(Problem::isError);
    return new DesignResult(
        failed ? Optional.empty() : form.designs(),
        problems,
        outcome.accepted(),
        outcome.results(),
        form.designs(),
        form.places());
  }
}
