package dev.mainstay.toolkit;

import org.jspecify.annotations.Nullable;

/**
 * One attempt at a dependency. Runs on a worker thread with the request's trace and deadline; is
 * interrupted when its time is over, so it should pass {@link CallContext#timeout} on to whatever
 * it waits for. Any exception counts as the dependency's failure, except an {@link HttpError} below
 * 500: with it the dependency answered "no", which is neither retried nor degraded but handed to
 * the caller as it is.
 */
@FunctionalInterface
public interface Call<T extends @Nullable Object> {
  T call(CallContext context) throws Exception;
}
