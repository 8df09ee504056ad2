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

  private static List<String> found(CheckPage.Example example) {
    String design = example.design();
    String text = design.contains("apiVersion:") ? design : Checked.service("shop-api", design);
    String book = example.runbook() == null ? Checked.BOOK : example.runbook();
    return Checked.problemsWith(book, text).stream().map(Problem::code).toList();
  }
}
