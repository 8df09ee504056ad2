package dev.mainstay.examples.payments.load;

import java.util.concurrent.CompletionStage;

/** How calls reach the system; it must not block the caller. */
@FunctionalInterface
public interface Transport extends AutoCloseable {
  /** Sends a call; completes exceptionally when no answer came. */
  CompletionStage<Reply> send(Call call);

  @Override
  default void close() {}
}
