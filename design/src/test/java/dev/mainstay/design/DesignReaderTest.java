package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesignReaderTest {
  static final String HEAD =
      "apiVersion: mainstay/v1\nkind: Service\nname: api\nsummary: Answers\n";

  static DesignResult read(String... texts) {
    List<SourceText> sources = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      sources.add(new SourceText((char) ('a' + i) + ".yaml", texts[i]));
    }
    return DesignReader.read(
        sources, new Surroundings(Map.of("error-budget", "# Budget\n"), Checked.TODAY));
  }

  /** Reads a service whose body holds the value between ⟦ and ⟧, where the problem must be. */
  private static Problem problem(String body) {
    String marked = HEAD + body;
    Matcher match = Pattern.compile("⟦(.*?)⟧").matcher(marked);
    assertThat(match.find()).as("a marked place").isTrue();
    DesignResult result = read(marked.replace("⟦", "").replace("⟧", ""));
    assertThat(result.designs()).isEmpty();
    assertThat(result.problems()).hasSize(1);
    Problem problem = result.problems().getFirst();
    String before = marked.substring(0, match.start());
    int line = (int) before.lines().count() + (before.endsWith("\n") ? 1 : 0);
    int column = before.length() - before.lastIndexOf('\n');
    assertThat(problem.place()).hasToString("a.yaml:%d:%d".formatted(line, column));
    if (problem.place() != null && !match.group(1).isEmpty()) {
      assertThat(problem.place().length()).isEqualTo(match.group(1).length());
    }
    assertThat(problem.fix()).isNotBlank();
    return problem;
  }

  @Test
  void tenLinesMakeAService() {
    DesignResult result =
        read(
            """
            apiVersion: mainstay/v1
            kind: Service
            name: hello
            summary: Greets
            telemetry: { instances: [127.0.0.1:9100] }
            objectives:
              availability: { of: http, good: status < 500, slo: 99.5 % }
            alerts:
              burning: { on: objectives, severity: P2, runbook: error-budget, impact: no greeting }
            """);

    assertThat(result.problems()).isEmpty();
    Service service = result.designs().orElseThrow().services().getFirst();
    assertThat(service.criticality()).isEqualTo(Service.Criticality.STANDARD);
    assertThat(service.http().deadline()).isEqualTo(Duration.ofSeconds(5));
    assertThat(service.telemetry().path()).isEqualTo("/metrics");
    assertThat(service.telemetry().instances()).containsExactly("127.0.0.1:9100");
    assertThat(service.health().readiness().path()).isEqualTo("/readyz");
    assertThat(service.objectives().getFirst().over().length()).isEqualTo(Duration.ofDays(30));
    assertThat(service.alerts().getFirst().pending()).isEqualTo(Duration.ZERO);
    assertThat(service.delivery()).isNull();
    assertThat(result.designs().orElseThrow().ownerOf(service).onCall().people())
        .containsExactly("operator");
  }

  @ParameterizedTest
  @CsvSource({"LOW,10000,1", "STANDARD,5000,1", "HIGH,3000,2", "CRITICAL,2500,2"})
  void defaultsFollowTheCriticality(Service.Criticality criticality, int deadline, int instances) {
    String word = criticality.name().toLowerCase(Locale.ROOT);
    DesignResult result =
        read(HEAD + "criticality: " + word + "\ninstances: { each: { startup: 1s } }\n");
    Service service = result.designs().orElseThrow().services().getFirst();
    assertThat(service.http().deadline()).isEqualTo(Duration.ofMillis(deadline));
    assertThat(service.instances().min()).isEqualTo(instances);
    assertThat(service.health().readiness().timeout())
        .isLessThanOrEqualTo(service.health().readiness().every());
    assertThat(service.telemetry().timeout()).isLessThanOrEqualTo(service.telemetry().every());
  }

  @Test
  void valuesKeepTheirUnits() {
    DesignResult result =
        read(
            HEAD
                + """
                traffic: { typical: 90/m, peak: 2.5/s }
                dependencies:
                  store:
                    kind: externalApi
                    required: { for: 33.3 % }
                    timeout: 1.5s
                objectives:
                  paid:
                    good: paid_total{status="ok", way = "a\\"b"}
                    total: paid_total
                    slo: 99.95%
                    over: month
                alerts:
                  slow:
                    when: rate(errors_total{code="5"}) > 0.5/s
                    for: 1m
                    severity: P3
                    runbook: error-budget
                    impact: users wait
                """);
    assertThat(result.problems()).isEmpty();
    Service service = result.designs().orElseThrow().services().getFirst();
    assertThat(service.traffic().typical()).isEqualTo(Rate.perSecond(1.5));
    assertThat(service.dependencies().getFirst().required()).isEqualTo(Percentage.of("33.3"));
    assertThat(service.dependencies().getFirst().callsPerRequest()).isEqualTo(0.333);
    assertThat(service.dependencies().getFirst().timeout()).isEqualTo(Duration.ofMillis(1500));
    assertThat(service.objectives().getFirst().over().calendarMonth()).isTrue();
    assertThat(service.objectives().getFirst().sli())
        .isEqualTo(
            new Sli.Ratio(
                new Selector("paid_total", Map.of("status", "ok", "way", "a\"b")),
                new Selector("paid_total", Map.of())));
    assertThat(service.alerts().getFirst().when())
        .isEqualTo(
            new Condition.Threshold(
                new Selector("errors_total", Map.of("code", "5")),
                true,
                Alert.Comparison.ABOVE,
                0.5));
  }

  @Test
  void missingUnitNamesTheUnit() {
    Problem problem = problem("interface: { http: { deadline: ⟦250⟧ } }\n");
    assertThat(problem.code()).isEqualTo("MS-F007");
    assertThat(problem.message())
        .isEqualTo("deadline: 250 (expected: a duration above zero with a unit, such as 250ms)");
    assertThat(problem.fix()).isEqualTo("write `250ms`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "interface: { http: { deadline: ⟦5 seconds⟧ } } | write `5s`",
        "interface: { http: { deadline: ⟦0s⟧ } } | write a duration above zero",
        "interface: { http: { deadline: ⟦99999d⟧ } } | write a duration above zero",
        "traffic: { typical: ⟦100⟧ } | write `100/s`",
        "traffic: { typical: 1/s, peak: ⟦0/s⟧ } | write a rate above zero",
        "criticality: ⟦critcal⟧ | write `critical`",
        "owner: ⟦The Payments⟧ | write `the-payments`",
        "instances: { min: ⟦two⟧ } | write a whole number",
        "instances: { min: ⟦0⟧ } | write a whole number from 1",
        "instances: { min: 3, max: ⟦2⟧ } | exchange the two",
        "traffic: { typical: 3/s, peak: ⟦2/s⟧ } | exchange the two",
        "telemetry: { path: ⟦metrics⟧ } | write `/metrics`",
        "telemetry: { instances: [⟦localhost⟧] } | write a host with a port",
        "interface: { http: { idempotent: [⟦get⟧] } } | write `GET`",
        "objectives: { up: { of: http, good: ⟦status < 50⟧, slo: 99 % } } | write `status < 500`",
        "objectives: { up: { of: http, good: status < 500, slo: ⟦99⟧ } } | write `99 %`",
        "objectives: { up: { of: http, good: status < 500, slo: ⟦101 %⟧ } } | write a percentage",
      })
  void wrongValueIsUnderlinedWithAFix(String body, String fix) {
    Problem problem = problem(body + "\n");
    assertThat(problem.code()).isIn("MS-F007", "MS-F008");
    assertThat(problem.fix()).startsWith(fix);
  }

  @Test
  void unknownKeyNamesTheNearest() {
    Problem problem = problem("interface: { http: { ⟦dedline⟧: 1s } }\n");
    assertThat(problem.code()).isEqualTo("MS-F004");
    assertThat(problem.message()).isEqualTo("unknown key 'dedline' in interface/http");
    assertThat(problem.fix()).isEqualTo("did you mean `deadline`?");
  }

  @Test
  void unknownKeyWithoutANeighbourListsTheKnown() {
    assertThat(problem("telemetry: { ⟦colour⟧: red }\n").fix())
        .isEqualTo("known here: path, every, timeout, instances");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dependencies: { ⟦db⟧: { kind: database } } | has no timeout",
        "alerts: { ⟦a⟧: { on: objectives, severity: P1, impact: x } } | has no runbook",
        "alerts: { ⟦a⟧: { on: objectives, severity: P3, runbook: error-budget } } | has no impact",
        "alerts: { ⟦a⟧: { severity: P3, runbook: error-budget, impact: x } } | has no when",
        "objectives: { ⟦a⟧: { of: http, good: status < 500 } } | has no slo",
        "degradation: { ⟦a⟧: { when: db fails } } | has no keeps",
      })
  void missingKeyPointsAtItsSection(String body, String message) {
    DesignResult result = read(HEAD + body.replace("⟦", "").replace("⟧", "") + "\n");
    assertThat(result.problems())
        .anySatisfy(problem -> {
          assertThat(problem.code()).isEqualTo("MS-F005");
          assertThat(problem.message()).endsWith(message);
          assertThat(problem.place()).hasToString("a.yaml:5:" + (body.indexOf('⟦') + 1));
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "health: ⟦5s⟧ | health: '5s' (expected: a mapping)",
        "dependencies: ⟦[a]⟧ | dependencies: a list (expected: a mapping)",
        "telemetry: { instances: ⟦127.0.0.1:80⟧ } | (expected: a list such as",
        "owner: ⟦{ a: 1 }⟧ | owner: a mapping (expected: a name in kebab-case",
        "interface: { http: { deadline: ⟦~⟧ } } | deadline: nothing (expected: a duration",
      })
  void wrongKindOfValueIsTold(String body, String message) {
    Problem problem = problem(body + "\n");
    assertThat(problem.code()).isEqualTo("MS-F006");
    assertThat(problem.message()).contains(message.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "health: { readiness: { checks: [⟦postgrs⟧] } } | did you mean `postgres`?",
        "degradation: { m: { when: ⟦redis fails⟧, keeps: all } } | known: postgres",
        "alerts: { a: { when: ⟦dependency postgre fails⟧, severity: P3, runbook: error-budget,"
            + " impact: x } } | did you mean `postgres`?",
        "alerts: { a: { on: [⟦speed⟧], severity: P3, runbook: error-budget, impact: x } } |"
            + " known: up",
        "alerts: { a: { on: objectives, severity: P3, runbook: ⟦eror-budget⟧, impact: x } } |"
            + " did you mean `error-budget`?",
        "alerts: { a: { on: objectives, severity: P3, runbook: ⟦flood⟧, impact: x } } |"
            + " write runbooks/flood.md",
        "delivery: { gateway: { port: 1 }, process: { command: [x] }, rollback: { when:"
            + " [⟦objective speed worse⟧] } } | known: up",
      })
  void referenceToNothingIsTold(String body, String fix) {
    Problem problem =
        problem(
            "dependencies: { postgres: { kind: database, timeout: 1s } }\n"
                + "objectives: { up: { of: http, good: status < 500, slo: 99 % } }\n"
                + body
                + "\n");
    assertThat(problem.code()).isEqualTo("MS-F009");
    assertThat(problem.fix()).startsWith(fix);
  }

  @Test
  void modeThatIsNotDescribedIsTold() {
    Problem problem =
        problem(
            "dependencies: { redis: { kind: cache, timeout: 1s, required: never, onFailure: {"
                + " degrade: ⟦bare⟧ } } }\n");
    assertThat(problem.message()).isEqualTo("degrade: no degradation mode named bare");
  }

  @Test
  void organisationsReferencesAreChecked() {
    DesignResult result =
        read(
            """
            apiVersion: mainstay/v1
            kind: Organisation
            name: example
            people: { ana: { email: ana@example.test } }
            teams:
              payments:
                onCall: { rotation: [anna] }
                escalation:
                  - { after: 5m, notify: [on-cal] }
                  - { after: 1m, notify: [ana] }
            """,
            HEAD + "owner: paymnts\n",
            HEAD.replace("name: api", "name: unowned"));
    assertThat(result.problems())
        .extracting(problem -> problem.place() + " " + problem.message())
        .containsExactly(
            "a.yaml:4:25 email of ana, but no mail server (expected: smtp)",
            "a.yaml:7:26 rotation: no person named anna",
            "a.yaml:9:31 notify: no person named on-cal",
            "a.yaml:10:18 after: not later than the step before (expected: rising times)",
            "b.yaml:5:8 owner: no team named paymnts",
            "c.yaml:1:1 has no owner");
  }

  @Test
  void serviceInTwoFilesShowsBothPlaces() {
    Problem problem = read(HEAD, HEAD).problems().getFirst();
    assertThat(problem.code()).isEqualTo("MS-F002");
    assertThat(problem.message()).contains("two services named api");
    assertThat(problem.place()).hasToString("b.yaml:3:7");
    assertThat(problem.related().getFirst().place()).hasToString("a.yaml:3:7");
  }

  @Test
  void everyProblemIsReportedAtOnce() {
    DesignResult result =
        read(
            """
            apiVersion: mainstay/v2
            kind: Service
            name: Payment API
            sumary: Takes payments
            health: { readiness: { checks: [redis] } }
            dependencies: { db: { kind: datbase, timeout: 250 } }
            """,
            "kind: Sevice\n",
            "# nothing\n");
    assertThat(result.problems())
        .extracting(Problem::code)
        .containsExactly(
            "MS-F005", "MS-F007", "MS-F007", "MS-F004", "MS-F009", "MS-F007", "MS-F007", "MS-F005",
            "MS-F005", "MS-F007", "MS-F010");
  }

  @Test
  void secondOrganisationIsRefused() {
    String organisation = "apiVersion: mainstay/v1\nkind: Organisation\nname: one\n";
    Problem problem = read(organisation, organisation).problems().getFirst();
    assertThat(problem.code()).isEqualTo("MS-F010");
    assertThat(problem.related().getFirst().place()).hasToString("a.yaml:2:7");
  }

  @Test
  void columnsCountUtf16Units() {
    Problem problem = problem("telemetry: { path: /\uD83D\uDE80, every: ⟦1⟧ }\n");
    assertThat(problem.message()).startsWith("every: 1 ");
  }
}
