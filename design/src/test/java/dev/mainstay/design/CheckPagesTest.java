package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.CheckPage;
import dev.mainstay.design.internal.checks.Checks;
import dev.mainstay.kernel.Problem;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages of explanation say of their examples is true. */
class CheckPagesTest {
  static Stream<Check> checks() {
    return Checks.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("checks")
  void failingExampleFailsAndMendedExampleDoesNot(Check check) {
    CheckPage page = CheckPage.of(check);

    assertThat(found(page.failing())).contains(check.code());
    assertThat(found(page.mended())).doesNotContain(check.code());
  }

  private static List<String> found(String example) {
    String text = example.contains("apiVersion:") ? example : Checked.service("shop-api", example);
    return Checked.problems(text).stream().map(Problem::code).toList();
  }
}
