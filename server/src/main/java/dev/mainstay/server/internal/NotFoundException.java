package dev.mainstay.server.internal;

/** There is no such thing; the message names it and what there is. */
final class NotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotFoundException(String message) {
    super(message);
  }
}
