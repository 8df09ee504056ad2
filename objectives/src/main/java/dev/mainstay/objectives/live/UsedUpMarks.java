package dev.mainstay.objectives.live;

import dev.mainstay.kernel.Event;
import dev.mainstay.objectives.evaluation.SloStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  /** What changes; durable before it holds. */
  private static final class Step {
    private final Map<Key, UsedUp> usedUp = new LinkedHashMap<>();
    private final Map<Key, UsedUp> recovered = new LinkedHashMap<>();
    private final List<Event> events = new ArrayList<>();
  }

  /** Takes what is known of objectives. While one is not known, what was known last holds. */
  void take(Map<Key, SloStatus> told) {
    var step = new Step();
    told.forEach((key, status) -> look(key, status, step));
    if (step.events.isEmpty()) {
      return;
    }
    try {
      store.save(
          List.copyOf(step.usedUp.values()), List.copyOf(step.recovered.values()), step.events);
    } catch (RuntimeException e) {
      log.error("{} changed budgets are not saved; it is tried again", step.events.size(), e);
      return;
    }
    all.putAll(step.usedUp);
    all.keySet().removeAll(step.recovered.keySet());
  }

  private void look(Key key, SloStatus status, Step step) {
    if (status.unknown() == null) {
      look(key, status, status.budget(), status.isUsedUp(), LiveEvents::budget, step);
    }
    SloStatus.Agreement agreement = status.agreement();
    if (agreement != null && agreement.unknown() == null) {
      look(
          key.agreement(),
          status,
          agreement.budget(),
          status.isAgreementBroken(),
          (each, broken) -> LiveEvents.agreement(each, agreement, broken),
          step);
    }
  }

  private void look(
      Key key,
      SloStatus status,
      SloStatus.Budget budget,
      boolean usedUpNow,
      BiFunction<SloStatus, Boolean, Event> event,
      Step step) {
    UsedUp before = all.get(key);
    if (usedUpNow == (before != null)) {
      return;
    }
    step.events.add(event.apply(status, usedUpNow));
    if (before != null) {
      step.recovered.put(key, before);
    } else {
      step.usedUp.put(
          key,
          new UsedUp(
              key.service(),
              key.name(),
              budget.remaining(),
              budget.remainingMinutes(),
              budget.allowedMinutes(),
              status.asOf()));
    }
  }
}
