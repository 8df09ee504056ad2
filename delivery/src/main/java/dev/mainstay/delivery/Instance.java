package dev.mainstay.delivery;

import java.time.Instant;

/**
 * A running copy of a service, as it is persisted: known here means that Mainstay started it and
 * answers for stopping it.
 *
 * @param id {@code payment-api-3}, never used twice in one data folder
 * @param number the 3 of {@code payment-api-3}
 * @param port on loopback
 * @param process the operating system's identity of it
 * @param retiring whether it is being drained and stopped for good
 */
public record Instance(
    String id,
    String service,
    String version,
    long number,
    int port,
    OsProcess process,
    boolean retiring) {

  /** The service that every instance runs on is on this machine. */
  public static final String HOST = "127.0.0.1";

  Instance retired() {
    return new Instance(id, service, version, number, port, process, true);
  }

  /**
   * A process id alone may be reused by the system; with its start it names one process.
   *
   * @param started as the operating system tells it
   */
  public record OsProcess(long pid, Instant started) {}
}
