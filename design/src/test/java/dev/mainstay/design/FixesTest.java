package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FixesTest {
  private static String fixed(String body) {
    return Fixes.make(read(body), Checked.SURROUNDINGS).result().places().texts().getFirst().text();
  }

  private static DesignResult read(String body) {
    return DesignReader.read(
        List.of(new SourceText("api.yaml", Checked.service("api", body))), Checked.SURROUNDINGS);
  }

  private static void becomes(String body, String mended) {
    assertThat(fixed(body)).isEqualTo(Checked.service("api", mended));
  }

  @Test
  void valuesWithOneReadingAreMended() {
    becomes(
        """
        criticality: Critical
        interface: { http: { idempotent: [get, "put"] } }
        dependencies:
          store: { kind: External-API, timeout: 2 seconds, required: { for: 30 } }
        """,
        """
        criticality: critical
        interface: { http: { idempotent: [GET, PUT] } }
        dependencies:
          store: { kind: externalApi, timeout: 2s, required: { for: 30 % } }
        """);
  }

  @Test
  void keysInAnotherCaseAreMended() {
    becomes(
        "dependencies: { store: { kind: database, timeout: 9ms, calls-per-request: 2 } }\n",
        "dependencies: { store: { kind: database, timeout: 9ms, callsPerRequest: 2 } }\n");
  }

  @Test
  void valueOnALineOfItsOwnIsMendedThere() {
    becomes(
        "health:\n  readiness:\n    timeout:\n      1 second\n",
        "health:\n  readiness:\n    timeout:\n      1s\n");
  }

  @Test
  void whatCouldMeanTwoThingsIsLeft() {
    for (String body :
        List.of(
            "dependencies: { store: { kind: database, timeout: 250 } }\n",
            "dependencies: { store: { kind: database, timeout: 9ms, required: { for: 0.3 } } }\n",
            "traffic: { typical: 100 }\n",
            "dependencies: { store: { kind: databse, timeout: 9ms } }\n",
            "telemetri: { every: 1s }\n",
            "name: Payment API\n")) {
      assertThat(fixed(body)).isEqualTo(Checked.service("api", body));
    }
  }

  @Test
  void findingWithOneWayOutIsMended() {
    String retry =
        "dependencies: { store: { kind: cache, timeout: 9ms, retry: { attempts: 2, jitter: %s } } }\n";
    becomes(retry.formatted("0 %"), retry.formatted("50 %"));
  }

  @Test
  void whatIsLeftIsTold() {
    Fixes fixes =
        Fixes.make(
            read("dependencies: { store: { kind: Database, timeout: 250 } }\n"),
            Checked.SURROUNDINGS);

    assertThat(fixes.fixed())
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .contains("Database");
    assertThat(fixes.result().problems())
        .singleElement()
        .extracting(Problem::code)
        .isEqualTo("MS-F007");
  }

  @Test
  void editOutsideTheTextIsLeft() {
    var texts = List.of(new SourceText("a", "ab\nc"));
    for (Place place :
        List.of(
            new Place("a", 1, 1, 3),
            new Place("a", 1, 4, 1),
            new Place("a", 9, 1, 1),
            new Place("b", 1, 1, 1))) {
      Fixes.Round round = Fixes.round(texts, List.of(problem(place, "x")));
      assertThat(round.texts()).isEqualTo(texts);
      assertThat(round.edited()).isEmpty();
    }
  }

  private static Problem problem(Place place, String replacement) {
    return new Problem(
        "MS-X001",
        Problem.Severity.ERROR,
        "wrong",
        place,
        List.of(),
        null,
        null,
        null,
        new Problem.Edit(place, replacement));
  }

  /** Against the plainest way: character by character, the first edit that covers it wins. */
  @Property
  void overlappingEditsNeverCorrupt(@ForAll("edits") List<Problem> problems) {
    String text = "abcdefghij\n\uD83D\uDE80klmnop\r\nqrstuvwxyz";
    Fixes.Round round = Fixes.round(List.of(new SourceText("a", text)), problems);

    var expected = new StringBuilder();
    List<Problem> edited = new ArrayList<>(round.edited());
    int[] starts = {0, 11, 21};
    for (int at = 0; at < text.length(); ) {
      int here = at;
      var edit =
          edited.stream()
              .flatMap(problem -> Stream.ofNullable(problem.edit()))
              .filter(each -> starts[each.place().line() - 1] + each.place().column() - 1 == here)
              .findFirst();
      if (edit.isPresent()) {
        expected.append(edit.get().replacement());
        at += edit.get().place().length();
      } else {
        expected.append(text.charAt(at++));
      }
    }
    assertThat(round.texts().getFirst().text()).isEqualTo(expected.toString());
    long ranges = edited.stream().map(Problem::place).distinct().count();
    assertThat(ranges).isEqualTo(edited.stream().map(Problem::edit).distinct().count());
    assertThat(problems).containsAll(edited);
    if (!problems.isEmpty()) {
      assertThat(edited).isNotEmpty();
    }
  }

  @Provide
  Arbitrary<List<Problem>> edits() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 3),
            Arbitraries.integers().between(1, 8),
            Arbitraries.integers().between(1, 8),
            Arbitraries.of("", "X", "YY", "ZZZZZZZZZZ"))
        .as((line, from, length, text) ->
            problem(new Place("a", line, from, Math.min(length, 9 - from)), text))
        .list()
        .ofMaxSize(6);
  }
}
