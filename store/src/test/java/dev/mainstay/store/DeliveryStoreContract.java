package dev.mainstay.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.delivery.DeliveryStore;
import dev.mainstay.delivery.Deployment;
import dev.mainstay.delivery.Deployment.Cause;
import dev.mainstay.delivery.Deployment.Origin;
import dev.mainstay.delivery.Deployment.Outcome;
import dev.mainstay.delivery.Deployment.Phase;
import dev.mainstay.delivery.Deployment.Progress;
import dev.mainstay.delivery.Instance;
import dev.mainstay.kernel.Journal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store of deliveries does. */
abstract class DeliveryStoreContract {
  private static final Instant AT = Instant.parse("2026-03-02T10:00:00.000000001Z");

  abstract DeliveryStore store();

  abstract Journal journal();

  abstract void reopen();

  @Test
  void startsEmpty() {
    assertThat(store().deployments(10)).isEmpty();
    assertThat(store().deployment(1)).isEmpty();
    assertThat(store().unfinished()).isEmpty();
    assertThat(store().promoted("a", 10)).isEmpty();
    assertThat(store().instances()).isEmpty();
    assertThat(store().lastInstanceNumber("a")).isZero();
  }

  @Test
  void replacesTheDeploymentOfTheSameNumber() {
    store().save(deployment(1, "a", Phase.BAKING), List.of());
    var later = deployment(1, "a", Phase.ROLLED_BACK);
    store().save(later, List.of());
    reopen();

    assertThat(store().deployments(10)).containsExactly(later);
    assertThat(store().deployment(1)).contains(later);
    assertThat(store().deployment(2)).isEmpty();
  }

  @Test
  void listsByDescendingNumberWhateverTheOrderOfSaving() {
    for (long number : new long[] {9, 11, 10, 2}) {
      store().save(deployment(number, number == 10 ? "b" : "a", Phase.PROMOTED), List.of());
    }

    assertThat(store().deployments(3)).extracting(Deployment::number).containsExactly(11L, 10L, 9L);
    assertThat(store().deployments("a", 2)).extracting(Deployment::number).containsExactly(11L, 9L);
    assertThat(store().deployments("c", 2)).isEmpty();
    assertThat(store().promoted("a", 2)).extracting(Deployment::number).containsExactly(11L, 9L);
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void unfinishedAndPromotedGoByThePhase(Phase phase) {
    store().save(deployment(2, "a", phase), List.of());
    store().save(deployment(1, "a", phase), List.of());

    assertThat(store().unfinished())
        .extracting(Deployment::number)
        .isEqualTo(phase.terminal() ? List.of() : List.of(1L, 2L));
    assertThat(store().promoted("a", 10)).hasSize(phase == Phase.PROMOTED ? 2 : 0);
  }

  @Test
  void remembersInstancesUntilRemoved() {
    var first = instance(1, "a");
    var second = instance(2, "a");
    store().save(second, List.of());
    store().save(first, List.of());
    assertThat(store().instances()).containsExactly(first, second);

    store().remove(second, List.of());
    reopen();
    assertThat(store().instances()).containsExactly(first);
  }

  @Test
  void remembersTheHighestInstanceNumberAlsoOfRemovedOnes() {
    store().save(instance(7, "a"), List.of());
    store().save(instance(3, "a"), List.of());
    store().save(instance(9, "b"), List.of());
    store().remove(instance(7, "a"), List.of());
    reopen();

    assertThat(store().lastInstanceNumber("a")).isEqualTo(7);
    assertThat(store().lastInstanceNumber("b")).isEqualTo(9);
  }

  @Test
  void appendsTheEventsOfEachWriteAlsoOfARemovalOfNothing() {
    store().save(deployment(1, "a", Phase.BAKING), List.of(Facts.of(1), Facts.of(2)));
    store().save(instance(1, "a"), List.of(Facts.of(3)));
    store().remove(instance(8, "a"), List.of(Facts.of(4)));

    assertThat(journal().after(0, 10))
        .extracting(Journal.Entry::event)
        .containsExactly(Facts.of(1), Facts.of(2), Facts.of(3), Facts.of(4));
    assertThat(store().instances()).hasSize(1);
  }

  private static Instance instance(long number, String service) {
    return new Instance(
        service + "-" + number,
        service,
        "1.0.0",
        number,
        20_000,
        new Instance.OsProcess(4711, AT),
        false);
  }

  private static Deployment deployment(long number, String service, Phase phase) {
    return new Deployment(
        number,
        service,
        "1.1.0",
        null,
        new Origin("ada", AT, 3),
        new Progress(phase, 1, 0.1, AT, AT.plusSeconds(60), "waits"),
        new Outcome(Cause.REQUESTED, "ada", "because", null, AT, null, null));
  }
}
