package dev.mainstay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the commands that correct objectives say before they ask a server. */
class ObjectivesCorrectTest {
  @Test
  void aTimeThatIsNoneIsToldWithWhatWasExpected() {
    Ran exclude =
        Ran.run(
            "objectives",
            "exclude",
            "shop",
            "--from",
            "yesterday",
            "--until",
            "2026-11-22T10:00:00Z",
            "--because",
            "x");
    assertThat(exclude.exitCode()).isEqualTo(2);
    assertThat(exclude.printed())
        .contains("'--from': yesterday (expected: an instant such as 2026-11-22T10:00:00Z)")
        .doesNotContain("Exception");

    Ran adjust =
        Ran.run(
            "objectives", "adjust", "shop", "availability", "--at", "2026-02-30", "--because", "x");
    assertThat(adjust.exitCode()).isEqualTo(2);
    assertThat(adjust.printed())
        .contains("'--at': 2026-02-30 (expected: an instant such as 2026-11-22T10:00:00Z)")
        .doesNotContain("Exception");
  }

  @Test
  void theHelpSaysHowBadEventsAreTakenBack() {
    assertThat(Ran.run("objectives", "adjust", "--help").printed())
        .contains("Bad events are those of the total that are not good: --total -1200 alone takes")
        .contains("1200 bad events back");
  }
}
