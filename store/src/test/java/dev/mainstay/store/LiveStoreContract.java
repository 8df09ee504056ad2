package dev.mainstay.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Journal;
import dev.mainstay.objectives.live.Correction;
import dev.mainstay.objectives.live.Correction.What;
import dev.mainstay.objectives.live.Correction.Withdrawal;
import dev.mainstay.objectives.live.LiveStore;
import dev.mainstay.objectives.live.ReleaseException;
import dev.mainstay.objectives.live.UsedUp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of live objectives does. */
abstract class LiveStoreContract {
  private static final Instant AT = Instant.parse("2026-03-02T10:00:00.000000001Z");
  private static final Event EVENT =
      new Event("objective.time-excluded", 1, "shop", "correction/COR-1", "said", Map.of());

  abstract LiveStore store();

  abstract Journal journal();

  abstract void reopen();

  private static Correction correction(long number, What what, @Nullable Withdrawal withdrawn) {
    return new Correction(number, "shop", "", what, "because", "ana", AT, withdrawn);
  }

  @Test
  void keepsCorrectionsOfEveryKindInOrderWithTheirEvents() {
    var exclusion = correction(2, new What.Exclusion(AT, AT.plusNanos(1)), null);
    var adjustment = correction(1, new What.Adjustment(AT, -1.0 / 3, 1e15), null);
    store().save(exclusion, List.of(EVENT));
    store().save(adjustment, List.of());
    reopen();

    assertThat(store().corrections()).containsExactly(adjustment, exclusion);
    assertThat(journal().ofSubject("correction/COR-1", 10)).hasSize(1);

    var withdrawn =
        correction(2, new What.Exclusion(AT, AT.plusNanos(1)), new Withdrawal("bo", AT, "no"));
    store().save(withdrawn, List.of());

    assertThat(store().corrections()).containsExactly(adjustment, withdrawn);
  }

  @Test
  void keepsExceptionsWithTheirApprovals() {
    var approval = new ReleaseException.Approval("bo", AT);
    var exception =
        new ReleaseException(1, "shop", "1.2", "law", "ana", AT, AT, List.of(approval), null);
    store().save(exception, List.of(EVENT));
    reopen();

    assertThat(store().exceptions()).containsExactly(exception);
  }

  @Test
  void remembersAndForgetsUsedUpBudgets() {
    var first = new UsedUp("shop", "a", -0.5, -20, 40, AT);
    var second = new UsedUp("shop", "a/b", 0, 0, 40, AT);
    store().save(List.of(first, second), List.of(), List.of(EVENT));
    store().save(List.of(first), List.of(), List.of());
    reopen();
    assertThat(store().usedUp()).containsExactlyInAnyOrder(first, second);

    var third = new UsedUp("shop", "c", -1, 0, 40, AT);
    store().save(List.of(third), List.of(first), List.of(EVENT));
    store().save(List.of(), List.of(first), List.of());
    reopen();

    assertThat(store().usedUp()).containsExactlyInAnyOrder(second, third);
    assertThat(journal().ofSubject("correction/COR-1", 10)).hasSize(2);
  }
}
