package dev.mainstay.design;

import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Checks;
import dev.mainstay.design.internal.checks.own.OwnRelation;
import dev.mainstay.design.internal.read.DocumentReader;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads and checks design files. Pure: text in, values out. */
public final class DesignReader {
  private DesignReader() {}

  /**
   * Reads all files together and reports everything that is wrong, with its place: first what is
   * wrong with their form; when nothing is, every contradiction between their values. OpenSLO
   * documents and Prometheus rule files among them are checked with the services that they name.
   * What comes back has the objectives that Mainstay can measure, and none of their alerts, which
   * other tools go on sending.
   *
   * @param sources any number of services and at most one organisation
   */
  public static DesignResult read(List<SourceText> sources, Surroundings surroundings) {
    Set<String> runbooks = surroundings.runbooks().keySet();
    var reader = new DocumentReader(runbooks, Checks.acceptable());
    DesignResult form = reader.read(sources);
    if (form.designs().isEmpty()) {
      return form;
    }
    Designs designs = form.designs().get();
    List<Check> own = own(designs, sources, runbooks);
    Checks.Outcome outcome = Checks.run(designs, form.places(), surroundings, own);
    List<Problem> problems = new ArrayList<>(form.problems());
    problems.addAll(outcome.problems());
    boolean failed = problems.stream().anyMatch(Problem::isError);
    Optional<Designs> run = Optional.of(reader.run(designs));
    return new DesignResult(
        failed ? Optional.empty() : run,
        problems,
        outcome.accepted(),
        outcome.results(),
        run,
        form.places());
  }

  /** The organisation's own checks; what they need is loaded and read only when there are any. */
  private static List<Check> own(Designs designs, List<SourceText> sources, Set<String> runbooks) {
    List<OwnCheck> checks = designs.organisation().checks();
    return checks.isEmpty()
        ? List.of()
        : OwnRelation.of(checks, DocumentReader.models(sources, runbooks, Checks.acceptable()));
  }
}
