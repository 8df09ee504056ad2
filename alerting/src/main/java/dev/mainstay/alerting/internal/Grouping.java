package dev.mainstay.alerting.internal;

import dev.mainstay.alerting.AlertEvents;
import dev.mainstay.alerting.AlertGroup;
import dev.mainstay.kernel.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How alerts that fire one after the other are announced together. */
public final class Grouping {
  private Grouping() {}

  /**
   * What a step leads to.
   *
   * @param group after the step, or null when none is open
   * @param announcement null when nothing is announced now
   */
  public record Step(@Nullable AlertGroup group, @Nullable Event announcement) {}

  /**
   * One step in time. An alert waits for the group wait, or less when another waits already; what
   * fires later while the group is open waits anew. The group closes when nothing of it fires.
   *
   * @param fired names that fired now
   * @param firing names that fire now, those included
   */
  public static Step step(
      String service,
      @Nullable AlertGroup group,
      List<String> fired,
      Set<String> firing,
      Instant now,
      Duration wait) {
    AlertGroup open = extend(service, group, fired, now, wait);
    if (open == null) {
      return new Step(null, null);
    }
    Event announcement = null;
    if (open.announceAt() != null && !now.isBefore(open.announceAt())) {
      List<String> all = union(open.announced(), open.waiting());
      announcement = AlertEvents.groupNotified(service, open.id(), all, open.waiting());
      open = new AlertGroup(open.id(), open.openedAt(), all, List.of(), null);
    }
    boolean over =
        open.announceAt() == null && open.announced().stream().noneMatch(firing::contains);
    return new Step(over ? null : open, announcement);
  }

  private static @Nullable AlertGroup extend(
      String service, @Nullable AlertGroup group, List<String> fired, Instant now, Duration wait) {
    if (fired.isEmpty()) {
      return group;
    }
    if (group == null) {
      return new AlertGroup(service + "@" + now, now, List.of(), fired, now.plus(wait));
    }
    Instant announceAt = group.announceAt() == null ? now.plus(wait) : group.announceAt();
    return new AlertGroup(
        group.id(), group.openedAt(), group.announced(), union(group.waiting(), fired), announceAt);
  }

  private static List<String> union(List<String> first, List<String> second) {
    var all = new LinkedHashSet<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }
}
