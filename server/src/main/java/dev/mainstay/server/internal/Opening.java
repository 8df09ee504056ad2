package dev.mainstay.server.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Something that is being opened beside other things, and is closed however far it has come. */
final class Opening<T extends AutoCloseable> implements AutoCloseable {
  private final CompletableFuture<T> opened = new CompletableFuture<>();

  Opening(Supplier<T> open) {
    Thread.ofPlatform()
        .name("mainstay-opening")
        .start(() -> {
          try {
            opened.complete(open.get());
          } catch (Throwable e) {
            opened.completeExceptionally(e);
          }
        });
  }

  /** Waits until it is open; throws what the opening threw. */
  T get() {
    try {
      return opened.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public void close() throws Exception {
    T resource = opened.exceptionally(failure -> null).join();
    if (resource != null) {
      resource.close();
    }
  }
}
