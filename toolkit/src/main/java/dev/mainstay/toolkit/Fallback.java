package dev.mainstay.toolkit;

import org.jspecify.annotations.Nullable;

/**
 * The answer without the dependency, for dependencies whose failure degrades. Runs on the caller's
 * thread.
 */
@FunctionalInterface
public interface Fallback<T extends @Nullable Object> {
  T answer(DependencyFailed failure);
}
