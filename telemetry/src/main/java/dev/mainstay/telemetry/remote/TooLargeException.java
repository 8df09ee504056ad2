package dev.mainstay.telemetry.remote;

import dev.mainstay.telemetry.query.QueryException;

/** An answer is larger than is taken. */
final class TooLargeException extends QueryException {
  private static final long serialVersionUID = 1L;

  TooLargeException(String message) {
    super(Reason.LIMIT, message);
  }
}
