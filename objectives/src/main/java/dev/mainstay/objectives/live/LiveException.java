package dev.mainstay.objectives.live;

/** What was asked for cannot be done. Nothing was changed. */
public final class LiveException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  LiveException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  public enum Kind {
    /** There is no such thing. */
    NOT_FOUND,
    /** It is not in a state that allows it. */
    CONFLICT,
    /** The request itself is malformed. */
    INVALID
  }
}
