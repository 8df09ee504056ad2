package dev.mainstay.response;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to one person over one channel.
 *
 * @param number counts the incident's pages from 1
 * @param nextAttemptAt null unless pending
 * @param deliveredAt null unless delivered
 * @param error of the latest failed attempt, or null; holds no secret
 */
public record Page(
    PageMessage message,
    int number,
    State state,
    int attempts,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant deliveredAt,
    @Nullable String error) {

  /** Pending pages are tried until delivered or given up. */
  public enum State {
    PENDING,
    DELIVERED,
    FAILED
  }

  public static Page pending(PageMessage message, int number) {
    return new Page(message, number, State.PENDING, 0, message.at(), null, null);
  }

  public Page delivered(Instant at) {
    return new Page(message, number, State.DELIVERED, attempts + 1, null, at, null);
  }

  public Page retry(Instant next, String error) {
    return new Page(message, number, State.PENDING, attempts + 1, next, null, error);
  }

  public Page failed(String error) {
    return new Page(message, number, State.FAILED, attempts + 1, null, null, error);
  }

  public String deliveryId() {
    return message.deliveryId();
  }

  public String incident() {
    return message.about().incident();
  }
}
