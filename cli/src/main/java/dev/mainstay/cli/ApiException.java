package dev.mainstay.cli;

/** The server could not be asked, or said no; the message is fit for a person. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ApiException(String message) {
    super(message);
  }
}
