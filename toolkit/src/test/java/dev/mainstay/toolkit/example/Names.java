package dev.mainstay.toolkit.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A dependency that works while the file named by the property {@code names} exists. */
final class Names {
  private Names() {}

  static void ping(Duration timeout) throws IOException {
    of("ping", timeout);
  }

  static String of(String id, Duration timeout) throws IOException {
    if (timeout.isNegative() || !Files.exists(Path.of(System.getProperty("names", "/nowhere")))) {
      throw new IOException("connection refused");
    }
    return "number " + id;
  }
}
