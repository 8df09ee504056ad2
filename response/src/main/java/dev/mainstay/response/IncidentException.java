package dev.mainstay.response;

/** A person asked for something that the incident's state does not allow; nothing was changed. */
public final class IncidentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public IncidentException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** What kind of mistake it was: HTTP 404, 409 and 400. */
  public enum Reason {
    UNKNOWN,
    CONFLICT,
    INVALID
  }
}
