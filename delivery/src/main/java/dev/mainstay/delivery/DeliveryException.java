package dev.mainstay.delivery;

import org.jspecify.annotations.Nullable;

/** What was asked for cannot be done now. Nothing was changed. */
public final class DeliveryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final @Nullable String fix;

  DeliveryException(Kind kind, String message) {
    this(kind, message, null);
  }

  DeliveryException(Kind kind, String message, @Nullable String fix) {
    super(message);
    this.kind = kind;
    this.fix = fix;
  }

  /** What can be done about it, or null. */
  public @Nullable String fix() {
    return fix;
  }

  public Kind kind() {
    return kind;
  }

  public enum Kind {
    /** There is no such service or deployment. */
    NOT_FOUND,
    /** It is not in a state that allows it. */
    CONFLICT,
    /** The request itself is malformed. */
    INVALID,
    /** The release gate holds it. */
    FROZEN
  }
}
