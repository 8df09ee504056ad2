package dev.mainstay.telemetry.query;

/** A query that began and could not be answered. */
public class QueryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why it ended. */
  public enum Reason {
    /** The data and the expression do not go together. */
    EXECUTION,
    /** It would have passed a limit other than time. */
    LIMIT,
    TIMEOUT,
    CANCELED,
    /** A store elsewhere cannot be asked. */
    UNAVAILABLE
  }

  private final Reason reason;

  public QueryException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  static QueryException execution(String message) {
    return new QueryException(Reason.EXECUTION, message);
  }

  public Reason reason() {
    return reason;
  }
}
