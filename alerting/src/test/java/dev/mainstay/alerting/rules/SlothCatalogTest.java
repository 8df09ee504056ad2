package dev.mainstay.alerting.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.alerting.rules.GeneratedRules.Options;
import dev.mainstay.design.SourceText;
import dev.mainstay.kernel.Problem;
import dev.mainstay.promql.Dialect;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows of Sloth's that a team has written itself. */
final class SlothCatalogTest {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final String SLO =
      """
      version: "prometheus/v1"
      service: shop
      slos:
      - name: availability
        objective: 99.9
        sli: { raw: { error_ratio_query: "sum(rate(errors_total[{{.window}}]))" } }
        alerting: { name: ShopFails }
      """;
  private static final String WINDOWS =
      """
      apiVersion: sloth.slok.dev/v1
      kind: AlertWindows
      spec:
        sloPeriod: 7d
        page:
          quick: { errorBudgetPercent: 8, shortWindow: 5m, longWindow: 1h }
          slow: { errorBudgetPercent: 12.5, shortWindow: 30m, longWindow: 6h }
        ticket:
          quick: { errorBudgetPercent: 20, shortWindow: 2h, longWindow: 1d }
          slow: { errorBudgetPercent: 42, shortWindow: 6h, longWindow: 36h }
      """;

  private static GeneratedRules of(Duration period, String... texts) {
    var sources =
        Arrays.stream(texts).map(text -> new SourceText("f" + text.length(), text)).toList();
    return GeneratedRules.of(sources, Options.of(period), Dialect.PROMETHEUS_3);
  }

  private static List<String> names(GeneratedRules rules) {
    return rules.groups().stream()
        .flatMap(group -> group.rules().stream())
        .map(Rule::name)
        .toList();
  }

  private static String query(GeneratedRules rules, String name, int nth) {
    return rules.groups().stream()
        .flatMap(group -> group.rules().stream())
        .filter(rule -> rule.name().equals(name))
        .map(Rule::query)
        .toList()
        .get(nth);
  }

  @Test
  void rulesAndPacesFollowTheWindows() {
    GeneratedRules rules = of(WEEK, SLO, WINDOWS);
    assertThat(rules.problems()).isEmpty();
    assertThat(names(rules))
        .contains(
            "slo:sli_error:ratio_rate5m",
            "slo:sli_error:ratio_rate1d12h",
            "slo:sli_error:ratio_rate1w")
        .doesNotContain("slo:sli_error:ratio_rate3d", "slo:sli_error:ratio_rate30d");
    assertThat(query(rules, "slo:time_period:days", 0)).isEqualTo("vector(7)");
    assertThat(query(rules, "ShopFails", 0))
        .contains("ratio_rate5m", "ratio_rate1h", "> (13.44 * ", "ratio_rate6h", "> (3.5 * ");
    assertThat(query(rules, "ShopFails", 1))
        .contains("ratio_rate1d", "> (1.4000000000000001 * ", "ratio_rate1d12h", "> (1.96 * ");
  }

  @Test
  void theyTakeThePlaceOfTheBuiltInOnesOfTheirPeriodOnly() {
    String month = WINDOWS.replace("7d", "30d").replace("shortWindow: 5m", "shortWindow: 90s");
    GeneratedRules rules = of(Duration.ofDays(30), month + "---\n" + SLO);
    assertThat(rules.problems()).isEmpty();
    assertThat(names(rules)).contains("slo:sli_error:ratio_rate1m30s");
    assertThat(query(rules, "slo:sli_error:ratio_rate30d", 0)).contains("ratio_rate1m30s");
    assertThat(query(rules, "slo:current_burn_rate:ratio", 0)).contains("ratio_rate1m30s");
    assertThat(query(rules, "ShopFails", 0)).contains("> (57.6 * ");
    assertThat(query(of(Duration.ofDays(28), month, SLO), "ShopFails", 0)).contains("> (13.44 * ");
  }

  @Test
  void theMeanOverThePeriodIsRecordedOnceWhenAWindowIsAsLong() {
    GeneratedRules rules = of(WEEK, SLO, WINDOWS.replace("36h", "7d"));
    assertThat(names(rules)).containsOnlyOnce("slo:sli_error:ratio_rate1w");
    assertThat(query(rules, "slo:sli_error:ratio_rate1w", 0)).contains("sum_over_time");
  }

  @Test
  void aPeriodWithoutWindowsIsToldAndTheRestOfTheSpecificationIsChecked() {
    GeneratedRules rules = of(WEEK, SLO.replace("objective: 99.9", "objective: 101"));
    assertThat(rules.groups()).isEmpty();
    assertThat(rules.problems())
        .extracting(Problem::message)
        .containsExactlyInAnyOrder(
            "objective: '101' (expected: a percentage above 0, at most 100)",
            "no windows for objectives over 1w (expected: 4w, 30d, or a document of kind"
                + " AlertWindows with `sloPeriod: 1w` among the files)");
    assertThat(rules.problems()).allMatch(problem -> problem.place() != null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sloPeriod: 7d|period: 7d|sloPeriod: missing|4",
        "sloPeriod: 7d|sloPeriod: a week|sloPeriod: 'a week'|4",
        "errorBudgetPercent: 20|errorBudgetPercent: 0|errorBudgetPercent: '0'|9",
        "errorBudgetPercent: 20, |''|errorBudgetPercent: missing|9",
        "shortWindow: 2h|shortWindow: 0|shortWindow: '0' (expected: a duration above 0|9",
        "longWindow: 6h|longwindow: 6h|unknown key 'longwindow'|7",
        "ticket:|tickets:|ticket: missing|4",
        "shortWindow: 5m|shortWindow: 7d|page.quick.shortWindow: 1w is not below sloPeriod|4",
      })
  void whatIsWrongIsToldAtItsPlaceAndNothingElse(
      String right, String wrong, String message, int line) {
    GeneratedRules rules = of(WEEK, WINDOWS.replace(right, wrong), SLO);
    assertThat(rules.groups()).isEmpty();
    assertThat(rules.problems())
        .filteredOn(Problem::isError)
        .anySatisfy(problem -> {
          assertThat(problem.message()).contains(message);
          assertThat(Objects.requireNonNull(problem.place()).line()).isEqualTo(line);
        });
    assertThat(rules.problems()).noneMatch(each -> each.message().contains("no windows"));
  }

  @Test
  void windowsForOnePeriodTwiceAreToldWithBothPlaces() {
    GeneratedRules rules = of(WEEK, WINDOWS, WINDOWS + "# again\n", SLO);
    assertThat(rules.problems()).hasSize(1);
    assertThat(rules.problems().getFirst().message())
        .isEqualTo("sloPeriod: windows for 1w are there twice");
    assertThat(rules.problems().getFirst().related()).hasSize(1);
  }

  @Test
  void aShortWindowBeyondTheLongOneIsAWarning() {
    GeneratedRules rules = of(WEEK, WINDOWS.replace("shortWindow: 2h", "shortWindow: 2d"), SLO);
    assertThat(rules.problems()).hasSize(1).noneMatch(Problem::isError);
    assertThat(rules.groups()).hasSize(3);
  }

  @Test
  void theyAreReadWhereRulesAre() {
    RuleFiles read =
        RuleFiles.read(
            List.of(new SourceText("w.yaml", WINDOWS), new SourceText("s.yaml", SLO)),
            Dialect.PROMETHEUS_3,
            Options.of(WEEK));
    assertThat(read.problems()).isEmpty();
    assertThat(read.groups()).hasSize(3);
  }
}
