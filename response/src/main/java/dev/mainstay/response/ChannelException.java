package dev.mainstay.response;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A page was not taken by its channel. The message holds no secret and fits a timeline. */
public final class ChannelException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean retryable;
  private final @Nullable Duration retryAfter;

  private ChannelException(String message, boolean retryable, @Nullable Duration retryAfter) {
    super(message);
    this.retryable = retryable;
    this.retryAfter = retryAfter;
  }

  /** Trying again may help. */
  public static ChannelException retryable(String message) {
    return new ChannelException(message, true, null);
  }

  /** Trying again may help, but the peer asks not to before {@code after} has passed. */
  public static ChannelException retryable(String message, Duration after) {
    return new ChannelException(message, true, after);
  }

  /** Trying again cannot help: the address or the message is refused. */
  public static ChannelException permanent(String message) {
    return new ChannelException(message, false, null);
  }

  public boolean isRetryable() {
    return retryable;
  }

  /** What the peer asked to wait, or null. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
