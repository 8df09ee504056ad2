package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions of alerts against metrics, traffic and objectives; runbooks against designs. */
class AlertChecksTest {
  private static String alert(String name, String when, String duration, String severity) {
    return "  %s: { when: '%s', for: %s, severity: %s, runbook: book, impact: users wait }\n"
        .formatted(name, when, duration, severity);
  }

  private static String alert(String when) {
    return "alerts:\n" + alert("bell", when, "1m", "P2");
  }

  private static List<String> codes(String body) {
    return Checked.problems(Checked.service("api", body)).stream().map(Problem::code).toList();
  }

  private static List<String> reading(String book, String body) {
    return Checked.problemsWith(book, Checked.service("api", body)).stream()
        .map(Problem::code)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    // the graver: threshold, for; the lighter: threshold, for
    "> 5, 1m, > 6, 1m, true",
    "> 5, 1m, > 5, 2m, false",
    "> 6, 1m, > 5, 1m, false",
    // farther in time
    "> 5, 2m, > 6, 1m, false",
    "< 6, 1m, < 5, 1m, true",
    "< 5, 1m, < 6, 1m, false",
    "< 5, 1m, > 6, 1m, false",
  })
  void lighterAlertComesFirst(
      String graver, String holds, String lighter, String holdsToo, boolean found) {
    List<String> codes =
        codes(
            "alerts:\n"
                + alert("page", "queue_length " + graver, holds, "P1")
                + alert("warn", "queue_length " + lighter, holdsToo, "P2"));
    assertThat(codes.contains("MS-A016")).isEqualTo(found);
  }

  @Test
  void twoAlertsTellTwoThings() {
    String two = "alerts:\n" + alert("one", "queue > 5", "1m", "P2");
    assertThat(codes(two + alert("other", "queue > 5", "1m", "P3"))).contains("MS-A017");
    assertThat(codes(two + alert("other", "queue > 5", "2m", "P3"))).doesNotContain("MS-A017");
    assertThat(codes(two + alert("other", "queue > 6", "1m", "P3"))).doesNotContain("MS-A017");
  }

  @Test
  void rateOfErrorsIsPossible() {
    String errors = alert("rate(http_server_requests_total{status=\"500\"}) > %s/s");
    String traffic = "traffic: { typical: 10/s, peak: 50/s%s }\n";
    assertThat(codes(traffic.formatted("") + errors.formatted("50"))).contains("MS-A018");
    assertThat(codes(traffic.formatted("") + errors.formatted("49"))).doesNotContain("MS-A018");
    assertThat(
            codes(traffic.formatted(", burst: { rate: 60/s, for: 1s }") + errors.formatted("50")))
        .doesNotContain("MS-A018");
    // more requests than ever is worth an alert
    assertThat(codes(traffic.formatted("") + alert("rate(http_server_requests_total) > 50/s")))
        .doesNotContain("MS-A018");
    assertThat(codes(errors.formatted("50"))).doesNotContain("MS-A018");
  }

  @Test
  void rateOfErrorsIsNotBeyondTheObjective() {
    String given =
        "traffic: { typical: 100/s, peak: 200/s }\nobjectives: { up: { of: http, good: status < 500,"
            + " slo: 99 % } }\nalerts:\n";
    String errors = "rate(http_server_requests_total{status=\"503\"}) > %s/s";
    assertThat(codes(given + alert("bell", errors.formatted("1.01"), "1m", "P2")))
        .contains("MS-A019");
    assertThat(codes(given + alert("bell", errors.formatted("1"), "1m", "P2")))
        .doesNotContain("MS-A019");
    assertThat(
            codes(
                given
                    + alert("bell", errors.formatted("50"), "1m", "P2")
                    + "  burn: { on: [up], severity: P2, runbook: book, impact: x }\n"))
        .doesNotContain("MS-A019");
  }

  @ParameterizedTest
  @CsvSource({
    "queue > 99, MS-A020",
    "queue > 100, ''",
    "queue < 11, MS-A020",
    "queue < 10, ''",
    "queue > 1000, MS-A021",
    "queue > 999, ''",
    "queue < 1, MS-A021",
    "queue < 2, ''",
    "orders_total > 5, MS-A024",
    "lost_total > 5, MS-A024",
    "rate(orders_total) > 5/s, ''",
    "rate(queue) > 5/s, MS-A024",
    "lost > 5, MS-A022",
    "jvm_memory_used_bytes > 5, ''",
    "'rate(orders_total{state=\"a\"}) > 5/s', MS-A023",
    "'rate(orders_total{status=\"a\",instance=\"b\"}) > 5/s', ''",
  })
  void conditionFitsItsMetric(String when, String code) {
    String metrics =
        "observability: { metrics: { orders_total: { type: counter, labels: [status] }, lost_total: {"
            + " type: counter }, queue: { type: gauge, normal: { from: 10, to: 100 }, range: {"
            + " from: 1, to: 1000 } } } }\n";
    List<String> codes = codes(metrics + alert(when));
    if (code.isEmpty()) {
      assertThat(codes).isEmpty();
    } else {
      assertThat(codes).contains(code);
    }
  }

  @Test
  void whatIsNotDeclaredAccusesNobody() {
    assertThat(codes(alert("queue > 100000"))).isEmpty();
    assertThat(codes(alert("rate(orders_total{state=\"a\"}) > 5/s"))).isEmpty();
    // by its name a counter
    assertThat(codes(alert("orders_total > 5"))).containsExactly("MS-A024");
  }

  @Test
  void sharesAreNotAddedUp() {
    String given = "instances: { min: %d }\n" + alert("%s");
    assertThat(codes(given.formatted(2, "used_ratio > 0.99"))).containsExactly("MS-A042");
    assertThat(codes(given.formatted(2, "used_ratio > 1"))).isEmpty();
    assertThat(codes(given.formatted(1, "used_ratio > 0.9"))).isEmpty();
    assertThat(codes(given.formatted(2, "used_percent > 99"))).containsExactly("MS-A042");
    assertThat(codes(given.formatted(2, "used_bytes > 99"))).isEmpty();
    // low shares add up to a low sum all the same
    assertThat(codes(given.formatted(2, "hit_ratio < 0.5"))).isEmpty();
    assertThat(codes("criticality: high\n" + alert("used_ratio > 0.9"))).doesNotContain("MS-A042");
  }

  @Test
  void twoScrapesDecide() {
    String given = "telemetry: { every: 10s }\nalerts:\n";
    assertThat(codes(given + alert("bell", "queue > 1", "19s", "P2"))).containsExactly("MS-A025");
    assertThat(codes(given + alert("bell", "queue > 1", "20s", "P2"))).isEmpty();
    assertThat(codes(given + alert("bell", "queue > 1", "0s", "P2"))).isEmpty();
    // a default does not accuse
    assertThat(codes(given + alert("bell", "queue > 1", "1m", "P2").replace("for: 1m, ", "")))
        .isEmpty();
  }

  @Test
  void outageWakesSomebody() {
    String given =
        "criticality: %s\nobjectives: { up: { of: http, good: status < 500, slo: 90 %% } }\n"
            + "dependencies: { db: { kind: database, timeout: 9ms, required: %s } }\nalerts:\n";
    String bell = alert("bell", "dependency db fails", "1m", "%s");
    assertThat(codes(given.formatted("high", "always") + bell.formatted("P2"))).contains("MS-A026");
    assertThat(codes(given.formatted("high", "always") + bell.formatted("P1")))
        .doesNotContain("MS-A026");
    assertThat(codes(given.formatted("standard", "always") + bell.formatted("P3")))
        .doesNotContain("MS-A026");
    assertThat(codes(given.formatted("high", "{ for: 99 % }") + bell.formatted("P3")))
        .doesNotContain("MS-A026");
    assertThat(
            codes(
                given.formatted("high", "always")
                    + bell.formatted("P2")
                    + "  burn: { on: objectives, severity: P1, runbook: book, impact: x }\n"))
        .doesNotContain("MS-A026");
  }

  @Test
  void optionalDependencyDoesNotWake() {
    String given =
        "degradation: { bare: { when: cache fails, keeps: all } }\n"
            + "dependencies: { cache: { kind: cache, timeout: 9ms, %s } }\nalerts:\n";
    String never = given.formatted("required: never, onFailure: { degrade: bare }");
    assertThat(codes(never + alert("bell", "dependency cache fails", "1m", "P0")))
        .contains("MS-A027");
    assertThat(codes(never + alert("bell", "dependency cache fails", "1m", "P1")))
        .doesNotContain("MS-A027");
    assertThat(
            codes(
                "dependencies: { cache: { kind: cache, timeout: 9ms, required: { for: 1 % } } }\n"
                    + "alerts:\n"
                    + alert("bell", "dependency cache fails", "1m", "P0")))
        .doesNotContain("MS-A027");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Severity: P2 | ''",
        "Severity: P3 | MS-A032",
        "## Severity: **P1** (page on-call) | MS-A032",
        "Severity: P1\\nSeverity: P2 | ''",
        "The severity of the storm was P1. | ''",
        "Look at dependency `cash`. | MS-A033",
        "Look at dependency `cache`. | ''",
        "Look at `cash`. | ''",
        "See alert `bell` and mode `bare`. | ''",
        "See alert `ball`. | MS-A033",
        "See mode `bore`. | MS-A033",
        "See runbook `book`, not runbook `look`. | MS-A033",
        "See metric `queue_length`. | ''",
        "See [there](there.md). | MS-A034",
        "See [here](book.md#what-to-do). | ''",
        "See [here](#what-to-do-now). | MS-A034",
        "See [the site](https://example.test/a.md) and [a picture](img/a.png). | ''",
        "Last reviewed: 2026-08-22. Review every 90 days. | MS-A035",
        "Last reviewed: 2026-08-23. Review every 90 days. | ''",
        "**Last updated:** 2020-01-01 | ''",
        "Last reviewed: 2026-10-01. Reviewed every 2 weeks. | MS-A035",
        "`kubectl scale deployment api --replicas=5` | MS-A037",
        "`kubectl scale deployment api --replicas 1` | MS-A037",
        "`kubectl scale deployment api --replicas=4` | ''",
        "`kubectl scale deployment api --replicas=2` | ''",
      })
  void runbookFitsTheDesign(String line, String code) {
    String book = "# Book\n\n" + line.replace("\\n", "\n") + "\n\n## What to do?\n1. Look.\n";
    List<String> codes =
        reading(
            book,
            "instances: { min: 2, max: 4 }\n"
                + "degradation: { bare: { when: cache fails, keeps: all } }\n"
                + "dependencies: { cache: { kind: cache, timeout: 9ms, required: never, onFailure: {"
                + " degrade: bare } } }\n"
                + alert("queue > 5"));
    assertThat(codes).isEqualTo(code.isEmpty() ? List.of() : List.of(code));
  }

  @Test
  void sharedRunbookIsToldOnce() {
    String body = alert("queue > 5");
    assertThat(
            Checked.problemsWith(
                "# Book\n1. See [there](there.md).\n",
                Checked.service("api", body),
                Checked.service("other", body)))
        .singleElement()
        .satisfies(problem -> assertThat(problem.place()).asString().startsWith("file0.yaml:"));
  }

  @Test
  void urgentRunbookHasSteps() {
    String urgent =
        "instances: { min: 2 }\nalerts:\n" + alert("bell", "fewer than 1 ready", "1m", "P1");
    assertThat(reading("# Book\nIt is broken.\n", urgent)).contains("MS-A036");
    assertThat(reading("# Book\n- Look.\n", urgent)).doesNotContain("MS-A036");
    assertThat(reading("# Book\n```sh\nls\n```\n", urgent)).doesNotContain("MS-A036");
    assertThat(reading("# Book\nIt is broken.\n", urgent.replace("P1", "P2")))
        .doesNotContain("MS-A036");
  }

  @Test
  void investigationNamesWhatIsThere() {
    String given =
        alert("queue > 5").replace("impact:", "investigate: [look at dependency `%s`], impact:")
            + "dependencies: { cache: { kind: cache, timeout: 9ms } }\n";
    assertThat(codes(given.formatted("cash"))).containsExactly("MS-A033");
    assertThat(codes(given.formatted("cache"))).isEmpty();
  }
}
