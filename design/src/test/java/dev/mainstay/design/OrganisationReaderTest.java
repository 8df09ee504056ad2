package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.Alert.Severity;
import dev.mainstay.kernel.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrganisationReaderTest {
  private static final String HEAD = "apiVersion: mainstay/v1\nkind: Organisation\nname: example\n";

  private static DesignResult read(String body) {
    return DesignReader.read(
        List.of(new SourceText("org.yaml", HEAD + body)),
        new Surroundings(Map.of(), Checked.TODAY));
  }

  private static Organisation organisation(String body) {
    DesignResult result = read(body);
    assertThat(result.problems()).isEmpty();
    return result.designs().orElseThrow().organisation();
  }

  @Test
  void agreementsAreRead() {
    Organisation organisation =
        organisation(
            """
            runbooks: { reviewEvery: 90d }
            severities:
              P1: { means: much is broken, respond: 15m, update: 30m, resolve: 4h, hours: office }
            targets: { detect: 5m, acknowledge: 2m, mitigate: 30m, resolve: 4h, betweenFailures: 30d }
            windows:
              office: { days: [monday, friday], from: 09:00, to: 17:30, zone: Europe/Berlin }
              nights: { from: 22:00, to: 24:00 }
            holidays: [2026-12-25]
            freezes: { year-end: { from: 2026-12-14, until: 2027-01-03, because: sales } }
            environments: { staging: {}, production: { after: staging, approvals: 2, window: office } }
            retention: { audit: 2555d }
            """);

    assertThat(organisation.reviewEvery()).isEqualTo(Duration.ofDays(90));
    assertThat(organisation.response(Severity.P1))
        .hasValue(
            new Organisation.Response(
                Severity.P1,
                "much is broken",
                Duration.ofMinutes(15),
                Duration.ofMinutes(30),
                Duration.ofHours(4),
                "office"));
    assertThat(organisation.response(Severity.P0)).isEmpty();
    assertThat(organisation.targets().betweenFailures()).isEqualTo(Duration.ofDays(30));
    assertThat(organisation.environments())
        .containsExactly(
            new Organisation.Environment("staging", null, 0, null),
            new Organisation.Environment("production", "staging", 2, "office"));
    assertThat(organisation.retention().audit()).isEqualTo(Duration.ofDays(2555));
    Calendar.Window office = organisation.calendar().window("office").orElseThrow();
    assertThat(office.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(office.length()).isEqualTo(Duration.ofMinutes(510));
    assertThat(office.perWeek()).isEqualTo(Duration.ofMinutes(1020));
    // from Monday 17:30 to Friday 09:00
    assertThat(office.longestGap()).isEqualTo(Duration.ofMinutes(3 * 1440 + 930));
    Calendar.Window nights = organisation.calendar().window("nights").orElseThrow();
    assertThat(nights.length()).isEqualTo(Duration.ofHours(2));
    assertThat(nights.days()).hasSize(5);
  }

  @Test
  void windowsOpenAndCloseOnTheMinute() {
    Organisation organisation =
        organisation(
            """
            windows: { office: { from: 09:00, to: 17:00, zone: Europe/Berlin } }
            holidays: [2026-12-25]
            freezes: { year-end: { from: 2026-12-14, until: 2026-12-18 } }
            """);
    Calendar calendar = organisation.calendar();
    Calendar.Window office = calendar.window("office").orElseThrow();

    // Friday in winter: Berlin is an hour ahead
    assertThat(office.covers(Instant.parse("2026-12-11T07:59:59Z"))).isFalse();
    assertThat(office.covers(Instant.parse("2026-12-11T08:00:00Z"))).isTrue();
    assertThat(office.covers(Instant.parse("2026-12-11T15:59:59Z"))).isTrue();
    assertThat(office.covers(Instant.parse("2026-12-11T16:00:00Z"))).isFalse();
    assertThat(office.covers(Instant.parse("2026-12-12T10:00:00Z"))).isFalse();
    assertThat(calendar.isOpen(office, Instant.parse("2026-12-11T10:00:00Z"))).isTrue();
    assertThat(calendar.isOpen(office, Instant.parse("2026-12-25T10:00:00Z"))).isFalse();
    assertThat(calendar.isOpen(office, Instant.parse("2026-12-14T10:00:00Z"))).isFalse();
    assertThat(calendar.freezeOn(LocalDate.of(2026, 12, 18))).isPresent();
    assertThat(calendar.freezeOn(LocalDate.of(2026, 12, 19))).isEmpty();
  }

  @Test
  void whoStandsByIsTheDefaultsSecondStep() {
    Organisation.Team team =
        organisation(
                """
                people: { ana: {}, ben: { zone: Asia/Tokyo } }
                teams: { shop: { onCall: { rotation: [ana], secondary: { rotation: [ben], every: 1d } } } }
                """)
            .teams()
            .getFirst();

    assertThat(team.secondary())
        .isEqualTo(
            new Organisation.Rotation(List.of("ben"), Duration.ofDays(1), Defaults.ROTATION_FROM));
    assertThat(team.escalation().getLast().targets()).containsExactly("secondary");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "severities: { P4: { means: nothing } } | name: P4 (expected: a severity from P0 to P3)",
        "severities: { P1: { respond: 5m } } | severities/P1: has no means",
        "severities: { P1: { means: x, hours: night } } | hours: no window named night",
        "environments: { a: { after: b } } | after: no environment named b",
        "environments: { a: { after: a } } |"
            + " after: a comes after itself (expected: one environment without after)",
        "environments: { a: { window: b } } | window: no window named b",
        "windows: { a: { from: 17:00, to: 09:00 } } |"
            + " to: 09:00 is not after from: 17:00 (expected: later on the same day)",
        "windows: { a: { days: [] } } | days: no day of the week (expected: at least one)",
        "windows: { a: { days: [mon] } } |"
            + " days: mon (expected: one of monday, tuesday, wednesday, thursday, friday, saturday,"
            + " sunday)",
        "windows: { a: { from: 24:30 } } | from: 24:30 (expected: a time of day, such as 09:00)",
        "windows: { a: { zone: Mars } } |"
            + " zone: Mars (expected: a time zone, such as Europe/Berlin or UTC)",
        "freezes: { a: { from: 2026-12-02, until: 2026-12-01 } } |"
            + " until: 2026-12-01 before from: 2026-12-02 (expected: a later day)",
        "people: { a: {} }\\nteams: { t: { onCall: { rotation: [a] }, escalation: [{ after: 0s, notify:"
            + " [secondary] }] } } | notify: no person named secondary",
      })
  void wrongAgreementIsTold(String body, String message) {
    assertThat(read(body.replace("\\n", "\n") + "\n").problems())
        .extracting(Problem::message)
        .containsExactly(message);
  }

  @Test
  void environmentsInACircleAreTold() {
    assertThat(
            read("environments: { a: { after: b }, b: { after: a }, c: { after: a } }\n")
                .problems())
        .extracting(Problem::message)
        .containsExactly(
            "after: a comes after itself (expected: one environment without after)",
            "after: b comes after itself (expected: one environment without after)");
  }
}
