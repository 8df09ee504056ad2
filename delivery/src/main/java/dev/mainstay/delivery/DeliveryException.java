package dev.mainstay.delivery;

/** What was asked for cannot be done now. Nothing was changed. */
public final class DeliveryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  DeliveryException(Kind kind, String message) {
    super(message);
    this.kind = kind;
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
    INVALID
  }
}
