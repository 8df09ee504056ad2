package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Problem;
import java.util.List;

/**
 * A design with a gap, written {@code @@}, and the check that looks at what fills it. Without
 * {@code apiVersion} it is the body of a service {@code api}.
 */
record Given(String code, String design) {
  static Given given(String code, String design) {
    return new Given(code, design);
  }

  Given fails(String... values) {
    for (String value : values) {
      assertThat(found(value)).as(value).contains(code);
    }
    return this;
  }

  Given holds(String... values) {
    for (String value : values) {
      assertThat(found(value)).as(value).doesNotContain(code);
    }
    return this;
  }

  /** The arithmetic of the first finding. */
  String sum(String value) {
    return problems(value).stream()
        .filter(problem -> problem.code().equals(code))
        .map(problem -> String.valueOf(problem.arithmetic()))
        .findFirst()
        .orElse("");
  }

  private List<String> found(String value) {
    return problems(value).stream().map(Problem::code).toList();
  }

  private List<Problem> problems(String value) {
    String text = design.replace("@@", value);
    return Checked.problems(text.contains("apiVersion:") ? text : Checked.service("api", text));
  }
}
