package dev.mainstay.examples.payments.demo;

import java.util.OptionalLong;

/** One thing that the demo runs. Starting and stopping are idempotent. */
public interface Part extends AutoCloseable {
  /** A short name, such as {@code postgres}. */
  String name();

  /** Where it answers, such as {@code 127.0.0.1:8432}. */
  String address();

  /** What it is, in a few words for the opening table. */
  String description();

  /** The process it runs in, unless it lives inside the supervisor or is stopped. */
  default OptionalLong pid() {
    return OptionalLong.empty();
  }

  /**
   * Starts it and returns when it answers.
   *
   * @throws DemoException when it does not come up; nothing of it is left running then
   */
  void start();

  /** Stops it in its own orderly way, by force when that takes too long. */
  void stop();

  @Override
  default void close() {
    stop();
  }
}
