package dev.mainstay.alerting;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Alerts of one service that are announced together, from the first that fires until none fires.
 *
 * @param id unique for ever: the service and the instant at which it was opened
 * @param announced names of the alerts that were announced, in the order of firing
 * @param waiting names of the alerts that wait for {@code announceAt}
 * @param announceAt null when nothing waits
 */
public record AlertGroup(
    String id,
    Instant openedAt,
    List<String> announced,
    List<String> waiting,
    @Nullable Instant announceAt) {

  public AlertGroup {
    announced = List.copyOf(announced);
    waiting = List.copyOf(waiting);
  }
}
