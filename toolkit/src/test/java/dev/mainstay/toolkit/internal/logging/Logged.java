package dev.mainstay.toolkit.internal.logging;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Catches log lines while open. */
public final class Logged implements AutoCloseable {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  public Logged() {
    JsonLog.redirect(new PrintStream(bytes, true, StandardCharsets.UTF_8));
  }

  public List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Override
  public void close() {
    JsonLog.redirect(null);
  }
}
