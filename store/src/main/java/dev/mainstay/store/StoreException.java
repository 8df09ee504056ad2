package dev.mainstay.store;

import org.jspecify.annotations.Nullable;

/**
 * The database could not do what was asked: the disk is full or broken, the store is closed, or it
 * is overloaded. Of a write that failed so, nothing is stored.
 */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public StoreException(String message) {
    this(message, null);
  }
}
