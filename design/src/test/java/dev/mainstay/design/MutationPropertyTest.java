package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is done to the reference system's files, reading answers with problems and places. */
class MutationPropertyTest {
  private static final List<SourceText> SOURCES = Examples.sources();
  private static final Surroundings SURROUNDINGS = Examples.surroundings();
  private static final List<String> PIECES =
      List.of(
          "\t",
          "\n",
          "  ",
          ": ",
          "- ",
          "{",
          "}",
          "[",
          "]",
          "'",
          "\"",
          "&a ",
          "*a",
          "!!str ",
          "#",
          "~",
          "|",
          ">",
          "%",
          "0",
          "-1",
          "99999999999999999999",
          "1e9",
          "ms",
          "null",
          "---\n",
          "...\n",
          "? ",
          "\uD83D\uDE80",
          "\uD83D",
          "\u0000",
          "\u0085",
          "\u2028",
          "\uFEFF",
          "\r",
          "<<: ");

  /** Replaces {@code length} characters at a share of the file by a piece or a part of the file. */
  record Mutation(int file, double at, int length, String piece, double from, int copied) {}

  @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
  void everyProblemOfAMutatedFileHasAPlaceInIt(@ForAll("mutations") List<Mutation> mutations) {
    List<SourceText> mutated = new ArrayList<>(SOURCES);
    for (Mutation mutation : mutations) {
      int index = mutation.file() % mutated.size();
      SourceText source = mutated.get(index);
      mutated.set(index, new SourceText(source.file(), mutate(source.text(), mutation)));
    }

    DesignResult result = DesignReader.read(mutated, SURROUNDINGS);

    assertThat(result.designs().isEmpty()).isEqualTo(result.hasErrors());
    assertThat(result.problems()).allSatisfy(problem -> placed(problem, mutated));
    assertThat(Diagnostics.render(result.problems(), result.places(), 80, true)).isNotEmpty();
    result
        .designs()
        .ifPresent(
            designs -> designs.services().forEach(service -> PolicyCompiler.compile(service)));
  }

  private static void placed(Problem problem, List<SourceText> sources) {
    var place = problem.place();
    assertThat(place).as(problem.toString()).isNotNull();
    if (place != null) {
      assertThat(sources).anyMatch(source -> source.file().equals(place.file()));
    }
  }

  private static String mutate(String text, Mutation mutation) {
    int at = (int) (mutation.at() * text.length());
    int end = Math.min(text.length(), at + mutation.length());
    int from = (int) (mutation.from() * text.length());
    String copy = text.substring(from, Math.min(text.length(), from + mutation.copied()));
    return text.substring(0, at) + mutation.piece() + copy + text.substring(end);
  }

  @Provide
  Arbitrary<List<Mutation>> mutations() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 2),
            Arbitraries.doubles().between(0, 1),
            Arbitraries.integers().between(0, 40),
            Arbitraries.of(PIECES),
            Arbitraries.doubles().between(0, 1),
            Arbitraries.of(0, 0, 5, 80))
        .as(Mutation::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }
}
