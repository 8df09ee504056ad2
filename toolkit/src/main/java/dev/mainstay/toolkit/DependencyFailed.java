package dev.mainstay.toolkit;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dependency did not answer, and its policy is to fail fast (or there is no fallback). The server
 * turns it into the policy's status with {@code Retry-After}.
 */
public final class DependencyFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why there is no answer. */
  public enum Reason {
    /** It answered with an error. */
    FAILED,
    /** It did not answer within its timeout. */
    TIMED_OUT,
    /** It was not asked: its breaker is open. */
    BREAKER_OPEN,
    /** It was not asked: as many calls as its bulkhead allows were running. */
    BULKHEAD_FULL,
    /** The request's deadline, or the time left for retries, ended before an answer. */
    DEADLINE_EXCEEDED,
    /** The calling thread was interrupted. */
    INTERRUPTED;

    /** In words, for messages. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private final String dependency;
  private final Reason reason;
  private final int status;
  @Nullable private final transient Duration retryAfter;

  DependencyFailed(
      String dependency,
      Reason reason,
      int status,
      Optional<Duration> retryAfter,
      @Nullable Throwable cause) {
    // Rejections come in floods and point at no code: a stack trace would cost more than the call
    // saved.
    super(dependency + ": " + reason.words(), cause, false, cause != null);
    this.dependency = dependency;
    this.reason = reason;
    this.status = status;
    this.retryAfter = retryAfter.orElse(null);
  }

  public String dependency() {
    return dependency;
  }

  public Reason reason() {
    return reason;
  }

  /** The HTTP status to answer with. */
  public int status() {
    return status;
  }

  /** When a caller may try again. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
