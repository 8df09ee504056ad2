package dev.mainstay.toolkit;

/**
 * An answer other than success, thrown from a handler: {@code throw new HttpError(404, "no such
 * payment")}. The message is shown to the caller.
 */
public final class HttpError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param status 400 to 599
   */
  public HttpError(int status, String message) {
    super(message, null, false, status >= 500);
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status: " + status + " (expected: 400 to 599)");
    }
    this.status = status;
  }

  public int status() {
    return status;
  }
}
