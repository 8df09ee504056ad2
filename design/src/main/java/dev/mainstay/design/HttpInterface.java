package dev.mainstay.design;

import java.time.Duration;
import java.util.List;

/**
 * What callers may expect of its HTTP interface.
 *
 * @param deadline after which a caller has an answer, if only an error
 * @param idempotentMethods methods that may be repeated, upper case
 * @param redact names of fields that never reach a log
 * @param callers those without a design of their own, such as a mobile application
 */
public record HttpInterface(
    Duration deadline, List<String> idempotentMethods, List<String> redact, List<Caller> callers) {
  public HttpInterface {
    idempotentMethods = List.copyOf(idempotentMethods);
    redact = List.copyOf(redact);
    callers = List.copyOf(callers);
  }

  /**
   * Who calls, and how patient it is.
   *
   * @param deadline after which it has given up, all its attempts together
   * @param attempts that it makes in that time, &ge; 1
   */
  public record Caller(String name, Duration deadline, int attempts) {}
}
