package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

/** A check on both of its sides: a design with a hole {@code @} that values are put into. */
final class Sides {
  private final String finding;
  private final List<String> designs;

  private Sides(String finding, List<String> designs) {
    this.finding = finding;
    this.designs = designs;
  }

  /**
   * @param finding code and severity, such as {@code MS-Q007 W}
   * @param body of a service {@code api}, or whole documents
   */
  static Sides of(String finding, String... body) {
    return new Sides(
        finding,
        Arrays.stream(body)
            .map(text -> text.contains("apiVersion") ? text : Checked.service("api", text))
            .toList());
  }

  /** The finding is made with each of the values. */
  Sides fails(String... values) {
    for (String value : values) {
      assertThat(found(value)).as("with " + value).contains(finding);
    }
    return this;
  }

  /** Nothing of the code is found with any of the values. */
  Sides passes(String... values) {
    String code = finding.substring(0, finding.indexOf(' '));
    for (String value : values) {
      assertThat(found(value)).as("with " + value).noneMatch(each -> each.startsWith(code));
    }
    return this;
  }

  private List<String> found(String value) {
    return Checked.codesIn(
        designs.stream().map(text -> text.replace("@", value)).toArray(String[]::new));
  }
}
