package dev.mainstay.telemetry;

import java.io.IOException;
import java.time.Duration;

/** Reads the exposition of an instance. */
@FunctionalInterface
public interface Fetcher {
  /**
   * Waits for the whole text.
   *
   * @throws IOException with a message fit for an operator when it does not come within {@code
   *     timeout}, is refused, or is too large
   */
  String fetch(Target target, String path, Duration timeout) throws IOException;
}
