package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.internal.report.TerminalMarkdown;
import org.junit.jupiter.api.Test;

class ExplanationRenderingTest {
  private static final String PAGE =
      """
      # A title
      A paragraph with `code here` and **strong words** that
      is longer than the screen is wide.

      - one item that is longer than the screen is wide
      - two

      ## Fails
      ```yaml
      a:  { `b`: **c** }

        d: 1
      ```
      """;

  @Test
  void proseIsWrappedAndCodeIsNot() {
    assertThat(TerminalMarkdown.render(PAGE, 40, false))
        .isEqualTo(
            """
            A title
            A paragraph with code here and strong
            words that is longer than the screen is
            wide.

            - one item that is longer than the
              screen is wide
            - two

            Fails
                a:  { `b`: **c** }

                  d: 1
            """);
  }

  @Test
  void coloursChangeNothingButTheColours() {
    assertThat(TerminalMarkdown.render(PAGE, 60, true).replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(TerminalMarkdown.render(PAGE, 60, false));
  }

  @Test
  void titleIsToldOnce() {
    String page = Explanations.find("MS-A029").orElseThrow().forTerminal(200, false);

    assertThat(page).startsWith("MS-A029: ").containsOnlyOnce("MS-A029: ");
  }

  @Test
  void nearestCodeIsKnown() {
    assertThat(Explanations.nearest("MS-T0001"))
        .hasValueSatisfying(near -> assertThat(near).startsWith("MS-T00"));
    assertThat(Explanations.nearest("zebra")).isEmpty();
  }

  @Test
  void everyCodeIsInAFamily() {
    assertThat(
            Explanations.byFamily().values().stream()
                .flatMap(java.util.List::stream)
                .map(Explanation::code))
        .containsExactlyElementsOf(Explanations.codes());
    assertThat(Explanations.byFamily()).containsKeys("form", "use", "time", "acceptance");
  }
}
