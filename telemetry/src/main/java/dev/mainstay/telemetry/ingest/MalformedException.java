package dev.mainstay.telemetry.ingest;

/** Bytes are not what they should be; the message begins with where. */
public final class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A problem at a byte.
   *
   * @param position from 0, in the body after decompression unless the problem is in that
   */
  public MalformedException(String part, long position, String reason) {
    super(part + ", byte " + position + ": " + reason);
  }

  public MalformedException(String reason) {
    super(reason);
  }
}
