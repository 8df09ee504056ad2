package dev.mainstay.objectives.live;

import dev.mainstay.kernel.Event;
import dev.mainstay.objectives.evaluation.SloStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which budgets are used up, of objectives and of agreements, and tells the journal when
 * that changes: durable before it holds. Reading is thread-safe, taking is for one thread at a
 * time.
 */
final class UsedUpMarks {
  private static final Logger log = LoggerFactory.getLogger(UsedUpMarks.class);

  private final LiveStore store;
  private final Map<Key, UsedUp> all = new ConcurrentHashMap<>();

  /** Those that were saved. */
  UsedUpMarks(LiveStore store) {
    this.store = store;
    store.usedUp().forEach(mark -> all.put(new Key(mark.service(), mark.objective()), mark));
  }

  @Nullable UsedUp of(Key key) {
    return all.get(key);
  }

  /** Takes what is known of an objective. While it is not known, what was known last holds. */
  void take(Key key, SloStatus status) {
    if (status.unknown() == null) {
      take(key, status, status.budget(), status.isUsedUp(), LiveEvents::budget);
    }
    SloStatus.Agreement agreement = status.agreement();
    if (agreement != null && agreement.unknown() == null) {
      take(
          key.agreement(),
          status,
          agreement.budget(),
          status.isAgreementBroken(),
          (each, broken) -> LiveEvents.agreement(each, agreement, broken));
    }
  }

  private void take(
      Key key,
      SloStatus status,
      SloStatus.Budget budget,
      boolean usedUpNow,
      BiFunction<SloStatus, Boolean, Event> event) {
    UsedUp before = all.get(key);
    if (usedUpNow == (before != null)) {
      return;
    }
    try {
      List<Event> events = List.of(event.apply(status, usedUpNow));
      if (before != null) {
        store.forget(before, events);
        all.remove(key);
      } else {
        var mark =
            new UsedUp(
                key.service(),
                key.name(),
                budget.remaining(),
                budget.remainingMinutes(),
                budget.allowedMinutes(),
                status.asOf());
        store.save(mark, events);
        all.put(key, mark);
      }
    } catch (RuntimeException e) {
      log.error("the budget of {} is not saved; it is tried again", key, e);
    }
  }
}
