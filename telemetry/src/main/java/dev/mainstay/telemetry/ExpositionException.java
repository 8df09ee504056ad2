package dev.mainstay.telemetry;

/** A text is not a Prometheus exposition; the message begins with the line that is wrong. */
public final class ExpositionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  /**
   * A problem in a line.
   *
   * @param line from 1
   */
  public ExpositionException(int line, String problem) {
    super("line " + line + ": " + problem);
    this.line = line;
  }

  public int line() {
    return line;
  }
}
