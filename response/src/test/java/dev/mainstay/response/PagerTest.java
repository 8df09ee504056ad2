package dev.mainstay.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.response.Page.State;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PagerTest {
  private static final Duration MS = Duration.ofMillis(1);
  private final ResponseBench bench = new ResponseBench();

  private Page page() {
    return bench.incidents.pages("INC-1").getFirst();
  }

  private void problems(int count) {
    for (int i = 0; i < count; i++) {
      bench.problems.add(ChannelException.retryable("busy"));
    }
  }

  @Test
  void retriesWithDoublingWaits() {
    problems(3);
    bench.alertFiresAndIsAnnounced("database-down");

    for (Duration wait : List.of(Duration.ofSeconds(1), Duration.ofSeconds(2))) {
      int sent = bench.sent.size();
      bench.advance(wait.minus(MS));
      assertThat(bench.sent).hasSize(sent);
      bench.advance(MS);
      assertThat(bench.sent).hasSize(sent + 1);
    }
    bench.advance(Duration.ofSeconds(4));

    assertThat(page().state()).isEqualTo(State.DELIVERED);
    assertThat(page().attempts()).isEqualTo(4);
    assertThat(new HashSet<>(bench.sent)).hasSize(1);
    assertThat(bench.types("page")).containsExactly("page.sent", "page.delivered");
  }

  @Test
  void waitsAsLongAsThePeerAsks() {
    bench.problems.add(ChannelException.retryable("busy", Duration.ofSeconds(30)));
    bench.alertFiresAndIsAnnounced("database-down");

    bench.advance(Duration.ofSeconds(30).minus(MS));
    assertThat(bench.sent).hasSize(1);
    bench.advance(MS);
    assertThat(bench.sent).hasSize(2);
  }

  @Test
  void aPermanentProblemIsNotRetriedAndHastensTheNextStep() {
    bench.problems.add(ChannelException.permanent("no such hook"));
    bench.alertFiresAndIsAnnounced("database-down");

    assertThat(page().state()).isEqualTo(State.FAILED);
    assertThat(page().error()).isEqualTo("no such hook");
    assertThat(bench.last("page.failed").summary())
        .isEqualTo("the page about INC-1 did not reach anna by webhook: no such hook");
    assertThat(bench.receivers()).containsExactly("TRIGGERED anna", "ESCALATED ben");
    bench.advance(Duration.ofMinutes(5));
    assertThat(bench.receivers()).hasSize(2);
    bench.advance(Duration.ofMinutes(5));
    assertThat(bench.receivers()).hasSize(3);
  }

  @Test
  void givesUpBeforeAPageIsTooOld() {
    bench.incidents.apply(onlyAnna());
    problems(1_000);
    bench.alertFiresAndIsAnnounced("database-down");
    bench.advance(Duration.ofHours(1));

    assertThat(page().state()).isEqualTo(State.FAILED);
    assertThat(page().error()).isEqualTo("given up, for it is too old: busy");
    // 1 + 2 + 4 + 8 + 16 + 32 s, then every 60 s: the attempt after 29 min 3 s is the last.
    assertThat(page().attempts()).isEqualTo(7 + 28);
  }

  @Test
  void givesUpAfterTheLastAttempt() {
    ResponsePlan.Pacing pacing = onlyAnna().pacing();
    bench.incidents.apply(
        onlyAnna()
            .withPacing(
                new ResponsePlan.Pacing(
                    pacing.quiet(),
                    pacing.firstPage(),
                    new ResponsePlan.Retry(
                        Duration.ofSeconds(1), Duration.ofMinutes(1), 3, Duration.ofMinutes(30)))));
    problems(1_000);
    bench.alertFiresAndIsAnnounced("database-down");
    bench.advance(Duration.ofSeconds(2));
    assertThat(page().state()).isEqualTo(State.PENDING);
    bench.advance(Duration.ofSeconds(1));

    assertThat(page().error()).isEqualTo("given up after 3 attempts: busy");
  }

  private ResponsePlan onlyAnna() {
    ResponsePlan.Team team = Objects.requireNonNull(bench.plan.teamOf(ResponseBench.SERVICE));
    return new ResponsePlan(
        Map.of(ResponseBench.SERVICE, new ResponsePlan.Team("payments", team.onCall(), List.of())),
        bench.plan.people(),
        bench.plan.pacing());
  }

  @Test
  void aBrokenChannelIsTriedAgain() {
    bench.broken = 1;
    bench.alertFiresAndIsAnnounced("database-down");
    assertThat(page().error()).isEqualTo("IllegalStateException");
    bench.advance(Duration.ofSeconds(1));

    assertThat(page().state()).isEqualTo(State.DELIVERED);
  }

  @Test
  void anAddressWithoutAChannelFailsWithItsReason() {
    bench.incidents.apply(
        new ResponsePlan(
            bench.plan.teams(),
            Map.of("anna", List.of(new Address(Address.Kind.EMAIL, "anna@example.org"))),
            bench.plan.pacing()));
    bench.alertFiresAndIsAnnounced("database-down");

    assertThat(page().error()).isEqualTo("no channel for EMAIL");
  }
}
