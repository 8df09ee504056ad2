package dev.mainstay.cli;

import java.io.PrintStream;
import java.io.Writer;

/**
 * A stream to write texts to. Much faster at long texts than {@link java.io.OutputStreamWriter},
 * which copies them in small pieces; what a check finds in a company is megabytes.
 */
final class EncodedOutput extends Writer {
  private static final int ENOUGH = 1 << 16;

  private final PrintStream to;
  private final StringBuilder waiting = new StringBuilder();

  EncodedOutput(PrintStream to) {
    this.to = to;
  }

  @Override
  public void write(char[] text, int from, int length) {
    waiting.append(text, from, length);
    writeLong();
  }

  @Override
  public void write(String text, int from, int length) {
    waiting.append(text, from, from + length);
    writeLong();
  }

  /** Halves of a character are kept together. */
  private void writeLong() {
    if (waiting.length() >= ENOUGH
        && !Character.isHighSurrogate(waiting.charAt(waiting.length() - 1))) {
      writeAll();
    }
  }

  private void writeAll() {
    byte[] encoded = waiting.toString().getBytes(to.charset());
    waiting.setLength(0);
    to.write(encoded, 0, encoded.length);
  }

  @Override
  public void flush() {
    writeAll();
    to.flush();
  }

  @Override
  public void close() {
    flush();
    to.close();
  }
}
