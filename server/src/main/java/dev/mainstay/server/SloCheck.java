package dev.mainstay.server;

import dev.mainstay.design.DesignReader;
import dev.mainstay.design.DesignResult;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Service;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.Sources;
import dev.mainstay.design.Surroundings;
import dev.mainstay.design.slo.OpenSlos;
import dev.mainstay.design.slo.Slo;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Nearest;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import dev.mainstay.objectives.evaluation.SloQueries;
import dev.mainstay.promql.Dialect;
import dev.mainstay.telemetry.query.QuerySettings;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the OpenSLO documents that lie among designs: each by itself, and those that a design can
 * say too together with the designs, as if they were objectives of them.
 */
public final class SloCheck {
  /** Of what a design cannot say; the server holds documents whole. */
  private static final String LEFT = "MS-F012";

  private static final String TWICE = "MS-F002";
  private static final String NO_QUERY = "(expected: a PromQL query)";

  private SloCheck() {}

  /** What is wrong with the designs, then what the documents add to it. */
  public static DesignResult with(
      DesignResult designs, Map<String, String> runbooks, List<SourceText> slos, Clock clock) {
    if (slos.isEmpty()) {
      return designs;
    }
    List<SourceText> texts = new ArrayList<>(designs.places().texts());
    texts.addAll(slos);
    var today = LocalDate.ofInstant(clock.now(), ZoneOffset.UTC);
    Optional<DesignResult> both =
        designs.read().map(read -> DesignReader.read(texts, new Surroundings(runbooks, today)));
    List<Problem> problems = new ArrayList<>(designs.problems());
    Set<Problem> known = new HashSet<>(problems);
    List<Problem> related =
        both.stream()
            .flatMap(result -> result.problems().stream())
            .filter(problem -> !known.contains(problem))
            .filter(problem -> !problem.code().equals(LEFT))
            .toList();
    problems.addAll(own(slos));
    designs.read().ifPresent(read -> problems.addAll(undesigned(slos, read)));
    Set<Place> taken = new HashSet<>();
    for (Problem problem : taken(slos, designs)) {
      taken.add(Objects.requireNonNull(problem.place()));
      problems.add(problem);
    }
    related.stream()
        .filter(problem -> !problem.code().equals(TWICE) || !taken.contains(problem.place()))
        .forEach(problems::add);
    boolean failed = problems.stream().anyMatch(Problem::isError);
    return new DesignResult(
        failed ? Optional.empty() : designs.designs(),
        problems,
        both.filter(result -> result.read().isPresent())
            .map(DesignResult::accepted)
            .orElseGet(designs::accepted),
        designs.results(),
        designs.read(),
        both.map(DesignResult::places).orElseGet(() -> new Sources(texts)));
  }

  /** Of the documents, whatever the designs promise. */
  private static List<Problem> own(List<SourceText> slos) {
    Dialect dialect = QuerySettings.DEFAULT.dialect();
    List<Problem> problems = new ArrayList<>(OpenSlos.problems(slos, dialect));
    SloQueries.problems(OpenSlos.read(slos).slos(), dialect).stream()
        .filter(problem -> !problem.message().endsWith(NO_QUERY))
        .forEach(problems::add);
    return problems;
  }

  /** Services that have no design to compare their documents with, each once. */
  private static List<Problem> undesigned(List<SourceText> slos, Designs designs) {
    Map<String, List<Slo>> byService = new LinkedHashMap<>();
    for (Slo slo : OpenSlos.read(slos).slos()) {
      if (designs.service(slo.service()).isEmpty()) {
        byService.computeIfAbsent(slo.service(), name -> new ArrayList<>()).add(slo);
      }
    }
    List<String> names = designs.services().stream().map(Service::name).toList();
    List<Problem> problems = new ArrayList<>();
    byService.forEach((service, own) ->
        problems.add(
            new Problem(
                LEFT,
                Problem.Severity.WARNING,
                "no design of the service '%s': %s checked by %s only (expected: a design to compare with)"
                    .formatted(
                        service,
                        own.size() == 1
                            ? "its objective is"
                            : "its %d objectives are".formatted(own.size()),
                        own.size() == 1 ? "itself" : "themselves"),
                own.getFirst().place(),
                List.of(),
                null,
                "whether its dependencies, timeouts, instances and alerts allow what is promised is not known",
                Nearest.of(service, names)
                    .map(near -> "did you mean `" + near + "`?")
                    .orElse(
                        "write a design, ten lines are enough: mainstay design init; the server holds the objectives without one too"))));
    return problems;
  }

  /** Names that an objective of the service's design has too. */
  private static List<Problem> taken(List<SourceText> slos, DesignResult designs) {
    List<Problem> problems = new ArrayList<>();
    for (Slo slo : OpenSlos.read(slos).slos()) {
      boolean designed =
          designs.read().stream()
              .flatMap(read -> read.service(slo.service()).stream())
              .flatMap(service -> service.objectives().stream())
              .anyMatch(each -> each.name().equals(slo.name()));
      if (designed) {
        Optional<Place> first = designs.places().of(slo.service(), "objectives/" + slo.name());
        problems.add(
            new Problem(
                TWICE,
                Problem.Severity.ERROR,
                "objectives: %s stands here and in the design (expected: each name once)"
                    .formatted(slo.name()),
                slo.place(),
                first.stream().map(each -> new Problem.Related(each, "in the design")).toList(),
                null,
                "nobody can tell which of the two is meant",
                "rename one of them, or keep it in one place"));
      }
    }
    return problems;
  }
}
