package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.design.CheckResult.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckResultsTest {
  private final CheckResults results =
      new CheckResults(List.of("MS-T001", "MS-T002"), List.of(of("shop"), of("till")));

  private static CheckResults.OfService of(String service) {
    var said = new CheckResults.OfService(service, 2);
    said.say(0, Verdict.PASS, null);
    said.say(1, Verdict.UNKNOWN, "traffic/peak");
    return said;
  }

  @Test
  void areServiceByServiceInTheOrderOfTheChecks() {
    assertThat(results)
        .containsExactly(
            new CheckResult("MS-T001", "shop", Verdict.PASS, null),
            new CheckResult("MS-T002", "shop", Verdict.UNKNOWN, "traffic/peak"),
            new CheckResult("MS-T001", "till", Verdict.PASS, null),
            new CheckResult("MS-T002", "till", Verdict.UNKNOWN, "traffic/peak"));
    assertThatThrownBy(() -> results.get(4)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void thoseOfAServiceAreFoundByItsName() {
    assertThat(results.of("till")).isEqualTo(results.subList(2, 4));
    assertThat(results.of("cellar")).isEmpty();
  }
}
