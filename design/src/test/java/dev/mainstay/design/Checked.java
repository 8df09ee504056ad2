package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Problem;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Small designs given as text, and what the checks find in them. */
final class Checked {
  static final String ORGANISATION =
      """
      apiVersion: mainstay/v1
      kind: Organisation
      name: example
      people: { ana: { webhook: http://127.0.0.1:1/ana }, ben: {} }
      teams:
        both: { onCall: { rotation: [ana, ben] } }
        alone: { onCall: { rotation: [ana] }, escalation: [{ after: 0s, notify: [on-call] }] }
        again: { onCall: { rotation: [ana] }, escalation: [{ after: 0s, notify: [on-call] }, { after: 5m, notify: [next-on-call] }] }
        single: { onCall: { rotation: [ana] } }
        silent: { onCall: { rotation: [ana] }, escalation: [] }
      """;

  /** A Saturday. */
  static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

  static final String BOOK = "# Book\n1. Look.\n";

  static final Surroundings SURROUNDINGS = new Surroundings(Map.of("book", BOOK), TODAY);

  private Checked() {}

  static String service(String name, String body) {
    return "apiVersion: mainstay/v1\nkind: Service\nname: %s\nsummary: Answers\n%s"
        .formatted(name, body);
  }

  /** Codes with E or W found in a service `api` of that body, without an organisation. */
  static List<String> codes(String body) {
    return codesIn(service("api", body));
  }

  static List<String> codesIn(String... texts) {
    return problems(texts).stream()
        .map(problem -> problem.code() + (problem.isError() ? " E" : " W"))
        .toList();
  }

  static List<Problem> problems(String... texts) {
    return problemsWith(BOOK, texts);
  }

  /** What is found when the runbook `book` has that text. */
  static List<Problem> problemsWith(String book, String... texts) {
    List<SourceText> sources = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      sources.add(new SourceText("file" + i + ".yaml", texts[i]));
    }
    DesignResult result = DesignReader.read(sources, new Surroundings(Map.of("book", book), TODAY));
    assertThat(result.problems())
        .as("the form is in order")
        .noneMatch(problem -> problem.code().startsWith("MS-F"));
    assertThat(result.problems())
        .allSatisfy(problem -> {
          assertThat(problem.place()).isNotNull();
          assertThat(problem.why()).isNotNull();
          assertThat(problem.fix()).isNotNull();
        });
    return result.problems();
  }
}
