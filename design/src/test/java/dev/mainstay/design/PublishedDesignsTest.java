package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the checks say of the worked examples of published guides. */
class PublishedDesignsTest {
  private static final Path DESIGNS = Examples.ROOT.resolve("examples/designs");
  private static final Path PAGE = Examples.ROOT.resolve("docs/published-designs.md");
  private static final Map<String, String> SYSTEMS =
      new TreeMap<>(
          Map.of(
              "favourites",
              "A service that keeps what users like, from a document about production readiness.",
              "modular-monolith",
              "A business in one process, from a model of layers; this is its layer of operations.",
              "payment-api",
              "The worked example of a guide to operational design during development.",
              "payments-engine",
              "A payments platform from a reliability architecture: the services that it gives "
                  + "figures for."));

  /** With -Dmainstay.write=true the page is written instead of compared. */
  @Test
  void pageOfFindingsIsInStep() throws IOException {
    var page =
        new StringBuilder(
            """
            # What the checks find in published designs

            Four published guides to operations hold worked examples. Their figures are written down as designs in
            `examples/designs`, as they stand there; where a guide is silent, nothing is added but the defaults, which findings
            name as such. `mainstay design check examples/designs` prints what follows, with more on why each matters. This
            page is generated from the checks; a test fails when it is out of step.

            """);
    for (var system : SYSTEMS.entrySet()) {
      DesignResult result = read(DESIGNS.resolve(system.getKey()));
      assertThat(result.read()).as("form of " + system.getKey()).isPresent();
      long errors = result.problems().stream().filter(Problem::isError).count();
      page.append(
          "## %s\n%s %d errors, %d warnings.\n\n"
              .formatted(
                  system.getKey(), system.getValue(), errors, result.problems().size() - errors));
      result.problems().forEach(problem -> finding(page, problem, result.places()));
      page.append('\n');
    }
    if (Boolean.getBoolean("mainstay.write")) {
      Files.writeString(PAGE, page.toString());
    }
    assertThat(Examples.read(PAGE)).isEqualTo(page.toString());
  }

  private static void finding(StringBuilder page, Problem problem, Sources sources) {
    page.append(
        "- **%s** %s: %s  \n"
            .formatted(problem.code(), problem.isError() ? "error" : "warning", problem.message()));
    assertThat(problem.arithmetic()).as(problem.toString()).isNotNull();
    page.append("  `%s`  \n".formatted(problem.arithmetic()));
    Place place = problem.place();
    if (place != null) {
      page.append("  %s\n".formatted(quoted(place, "", sources)));
    }
    for (Problem.Related related : problem.related()) {
      page.append("  and %s\n".formatted(quoted(related.place(), related.label(), sources)));
    }
  }

  private static String quoted(Place place, String label, Sources sources) {
    String line =
        sources.texts().stream()
            .filter(text -> text.file().equals(place.file()))
            .flatMap(text -> text.text().lines().skip(place.line() - 1L).limit(1))
            .findFirst()
            .orElse("")
            .replaceAll("\\s+#.*", "")
            .strip();
    String shown = line.length() <= 90 ? line : line.substring(0, 89) + "…";
    return "%s:%d `%s`%s"
        .formatted(place.file(), place.line(), shown, label.isEmpty() ? "" : " (" + label + ")");
  }

  private static DesignResult read(Path folder) throws IOException {
    List<SourceText> texts = new ArrayList<>();
    Map<String, String> runbooks = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        texts.add(new SourceText(String.valueOf(file.getFileName()), Examples.read(file)));
      }
    }
    try (Stream<Path> files = Files.list(folder.resolve("runbooks"))) {
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        runbooks.put(name.substring(0, name.length() - ".md".length()), Examples.read(file));
      }
    }
    return DesignReader.read(texts, new Surroundings(runbooks, Checked.TODAY));
  }
}
