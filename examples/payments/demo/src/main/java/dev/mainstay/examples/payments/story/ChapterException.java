package dev.mainstay.examples.payments.story;

/** A chapter cannot go on; the message says what was awaited and what was there instead. */
public final class ChapterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ChapterException(String message) {
    super(message);
  }
}
