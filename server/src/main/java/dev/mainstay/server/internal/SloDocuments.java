package dev.mainstay.server.internal;

import dev.mainstay.design.Designs;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.slo.OpenSlos;
import dev.mainstay.design.slo.Slo;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import dev.mainstay.objectives.evaluation.SloQueries;
import dev.mainstay.promql.Dialect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenSLO documents as the server holds them.
 *
 * @param problems an error among which keeps all from being held
 */
record SloDocuments(List<Slo> slos, List<Problem> problems) {
  SloDocuments {
    slos = List.copyOf(slos);
    problems = List.copyOf(problems);
  }

  /**
   * Reads them together.
   *
   * @param dialect of their queries
   * @param designs whose objectives have names of their own; null when they cannot be read
   */
  static SloDocuments read(List<SourceText> texts, Dialect dialect, @Nullable Designs designs) {
    if (texts.isEmpty()) {
      return new SloDocuments(List.of(), List.of());
    }
    OpenSlos.Result read = OpenSlos.read(texts);
    var problems = new ArrayList<Problem>(read.problems());
    problems.addAll(SloQueries.problems(read.slos(), dialect));
    problems.addAll(doubles(read.slos(), designs));
    return new SloDocuments(read.slos(), problems);
  }

  private static List<Problem> doubles(List<Slo> slos, @Nullable Designs designs) {
    var problems = new ArrayList<Problem>();
    Map<List<String>, Place> places = new HashMap<>();
    for (Slo slo : slos) {
      Place first = places.putIfAbsent(List.of(slo.service(), slo.name()), slo.place());
      if (first != null) {
        problems.add(taken(slo, "stated at " + first + " already"));
      } else if (designs != null && isDesigned(slo, designs)) {
        problems.add(designed(slo));
      }
    }
    return problems;
  }

  /** That designs have objectives with the names of these. */
  static List<Problem> designed(List<Slo> slos, Designs designs) {
    return slos.stream()
        .filter(slo -> isDesigned(slo, designs))
        .map(SloDocuments::designed)
        .toList();
  }

  private static Problem designed(Slo slo) {
    return taken(slo, "an objective of the design too");
  }

  static boolean isDesigned(Slo slo, Designs designs) {
    return designs
        .service(slo.service())
        .filter(service ->
            service.objectives().stream().anyMatch(each -> each.name().equals(slo.name())))
        .isPresent();
  }

  private static Problem taken(Slo slo, String where) {
    return Problem.error(
        "MS-F007",
        "objective %s of %s: %s (expected: one statement of each)"
            .formatted(slo.name(), slo.service(), where),
        slo.place(),
        "give it another name, or leave one out");
  }
}
