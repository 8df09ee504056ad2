package dev.mainstay.design;

import java.time.Duration;
import java.util.List;

/**
 * What callers may expect of its HTTP interface.
 *
 * @param deadline after which a caller has an answer, if only an error
 * @param idempotentMethods methods that may be repeated, upper case
 * @param redact names of fields that never reach a log
 */
public record HttpInterface(
    Duration deadline, List<String> idempotentMethods, List<String> redact) {
  public HttpInterface {
    idempotentMethods = List.copyOf(idempotentMethods);
    redact = List.copyOf(redact);
  }
}
