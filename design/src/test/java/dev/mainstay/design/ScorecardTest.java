package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.Scorecard.Improvement;
import dev.mainstay.design.Scorecard.Item;
import dev.mainstay.design.Scorecard.Point;
import dev.mainstay.kernel.Claim;
import dev.mainstay.kernel.Claim.Bound;
import dev.mainstay.kernel.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ScorecardTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final DesignResult EXAMPLES =
      DesignReader.read(Examples.sources(), Examples.surroundings());
  private static final List<Claim> CLAIMS =
      Claims.of(EXAMPLES.designs().orElseThrow()).stream()
          .filter(claim -> claim.service().equals("payment-api"))
          .toList();

  private static Scorecard score(DesignResult result, List<Evidence> evidence) {
    String service = result.read().orElseThrow().services().getLast().name();
    return Scorecard.of(result, service, evidence, NOW).orElseThrow();
  }

  private static DesignResult read(String body) {
    return DesignReader.read(
        List.of(
            new SourceText("organisation.yaml", Checked.ORGANISATION),
            new SourceText("api.yaml", Checked.service("api", "owner: both\n" + body))),
        Checked.SURROUNDINGS);
  }

  private static Evidence holds(Claim claim) {
    return new Evidence(claim.id(), NOW, claim.target().value(), "test");
  }

  private static Evidence misses(Claim claim) {
    double off = claim.target().bound() == Bound.AT_MOST ? 1 : -0.01;
    return new Evidence(claim.id(), NOW, claim.target().value() + off, "test");
  }

  private static Item item(Scorecard scorecard, String id) {
    return scorecard.items().stream()
        .filter(item -> item.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no item " + id));
  }

  @Test
  void thereAre47ItemsAnd94Points() {
    Scorecard scorecard = score(EXAMPLES, List.of());

    assertThat(scorecard.items()).hasSize(47).extracting(Item::id).doesNotHaveDuplicates();
    assertThat(scorecard.items()).allSatisfy(item -> assertThat(item.points()).hasSize(2));
    assertThat(2 * scorecard.items().size()).isEqualTo(Scorecard.POSSIBLE);
  }

  @Test
  void everyPointSaysWhyAndWhatIsMissing() {
    for (Item item : score(EXAMPLES, List.of()).items()) {
      for (Point point : item.points()) {
        assertThat(point.why()).as(item.id()).isNotBlank();
        assertThat(point.missing().isEmpty()).as(item.id()).isEqualTo(point.scores());
      }
    }
  }

  @Test
  void criteriaOfPhasesAreItems() {
    List<String> ids = score(EXAMPLES, List.of()).items().stream().map(Item::id).toList();

    assertThat(Phase.ALL).allSatisfy(phase -> assertThat(ids).containsAll(phase.criteria()));
  }

  @Test
  void designAloneIsNotReady() {
    Scorecard scorecard = score(EXAMPLES, List.of());

    assertThat(scorecard.passed()).isFalse();
    assertThat(scorecard.points()).isBetween(10, 60);
  }

  @Test
  void evidenceRaisesTheScore() {
    Scorecard without = score(EXAMPLES, List.of());
    Scorecard with = score(EXAMPLES, CLAIMS.stream().map(ScorecardTest::holds).toList());

    assertThat(with.points()).isGreaterThan(without.points() + 10);
    assertThat(item(with, "rollback.tested").points().getFirst().why())
        .isEqualTo("1 of 1 claims hold");
  }

  @Test
  void failedEvidenceScoresNothing() {
    Scorecard without = score(EXAMPLES, List.of());
    Scorecard failed = score(EXAMPLES, CLAIMS.stream().map(ScorecardTest::misses).toList());

    assertThat(failed.points()).isEqualTo(without.points());
    assertThat(item(failed, "rollback.tested").points().getFirst().missing())
        .containsExactly("mend: payment-api/delivery/rollback fails");
  }

  /** More evidence that holds never costs a point. */
  @Property(tries = 100)
  void goodEvidenceNeverLowersTheScore(
      @ForAll @Size(max = 20) List<@IntRange(max = 99) Integer> some,
      @ForAll @IntRange(max = 99) int another) {
    List<Evidence> evidence = new ArrayList<>();
    some.forEach(index -> evidence.add(holds(CLAIMS.get(index % CLAIMS.size()))));
    int before = score(EXAMPLES, evidence).points();
    evidence.add(holds(CLAIMS.get(another % CLAIMS.size())));

    assertThat(score(EXAMPLES, evidence).points()).isGreaterThanOrEqualTo(before);
  }

  @Test
  void smallestServiceIsFarFromReadyAndToldWhatToDo() {
    Scorecard scorecard = score(read(""), List.of());

    assertThat(scorecard.points()).isLessThan(15);
    assertThat(item(scorecard, "failure.dependencies").points().getFirst().why())
        .isEqualTo("not applicable: it calls nothing");
    assertThat(scorecard.improvements()).isNotEmpty();
  }

  @Test
  void decisionsOfPeopleScore() {
    String says = "decisions: { security-reviewed: { by: ana, on: 2026-11-20, says: %s } }\n";

    assertThat(
            item(score(read(says.formatted("yes")), List.of()), "security.review")
                .points()
                .getFirst()
                .why())
        .isEqualTo("ana said yes on 2026-11-20");
    assertThat(item(score(read(says.formatted("no")), List.of()), "security.review").scored())
        .isZero();
    assertThat(item(score(read(""), List.of()), "security.review").points().getFirst().missing())
        .containsExactly("decide security-reviewed (security reviewer)");
  }

  @Test
  void phaseIsLeftWhenItsCriteriaAreMetAndSomebodySaysSo() {
    String says = "decisions: { design-approved: { by: ana, on: 2026-11-20, says: yes } }\n";

    assertThat(score(read(says), List.of()).exits().getFirst().passed()).isTrue();
    assertThat(score(read(""), List.of()).exits().getFirst().passed()).isFalse();
    assertThat(score(read(says), List.of()).exits().get(1).open())
        .contains("rollback.tested")
        .last()
        .asString()
        .endsWith("of 85 points");
  }

  /** Doing what is advised brings at least the points that were promised. */
  @Test
  void adviceKeepsItsPromise() {
    DesignResult before = read("");
    Improvement advice =
        score(before, List.of()).improvements().stream()
            .filter(each -> each.action().equals("write telemetry"))
            .findFirst()
            .orElseThrow();
    Scorecard after = score(read("telemetry: { every: 5s, timeout: 1s }\n"), List.of());

    assertThat(after.points())
        .isGreaterThanOrEqualTo(score(before, List.of()).points() + advice.points());
  }

  @Test
  void whatIsNotDesignedIsNotOneActionForAll() {
    assertThat(score(read(""), List.of()).improvements())
        .extracting(Improvement::action)
        .contains("design and prove observability/journeys/…", "design and prove traffic/burst");
  }

  @Test
  void unknownServiceHasNoScorecard() {
    assertThat(Scorecard.of(EXAMPLES, "nowhere", List.of(), NOW)).isEqualTo(Optional.empty());
  }
}
