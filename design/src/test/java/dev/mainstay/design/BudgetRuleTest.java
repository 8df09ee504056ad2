package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Problem;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BudgetRuleTest {
  private static DesignResult read(String budget) {
    String text =
        """
        apiVersion: mainstay/v1
        kind: Service
        name: hello
        summary: Greets
        telemetry: { instances: [127.0.0.1:9100] }
        delivery:
        %s
        """
            .formatted(budget);
    return DesignReader.read(
        List.of(new SourceText("hello.yaml", text)),
        new Surroundings(Map.of(), LocalDate.parse("2026-03-01")));
  }

  private static Delivery.Release release(DesignResult result) {
    assertThat(result.problems().stream().filter(Problem::isError)).isEmpty();
    Service service = result.designs().orElseThrow().services().getFirst();
    return Objects.requireNonNull(service.delivery()).release();
  }

  @Test
  void aBudgetHoldsReleasesOnlyWhereItIsWritten() {
    assertThat(release(read("  keepVersions: 3")).budget()).isNull();
    assertThat(release(read("  budget: { whenUsedUp: warn }")).budget())
        .isEqualTo(new BudgetRule(Percentage.of("50"), BudgetRule.WhenUsedUp.WARN, 1));
    assertThat(
            release(read("  budget: { whenUsedUp: freeze, warnBelow: 20 %, approvals: 2 }"))
                .budget())
        .isEqualTo(new BudgetRule(Percentage.of("20"), BudgetRule.WhenUsedUp.FREEZE, 2));
  }

  @Test
  void whatIsWrongIsToldAtItsPlace() {
    assertThat(read("  budget: { whenUsedUp: stop, approvals: 0 }").problems())
        .filteredOn(Problem::isError)
        .hasSize(2)
        .allMatch(problem -> problem.place() != null);
    assertThat(read("  budget: { warnBelow: 20 % }").problems())
        .anyMatch(problem -> problem.message().contains("whenUsedUp"));
  }
}
