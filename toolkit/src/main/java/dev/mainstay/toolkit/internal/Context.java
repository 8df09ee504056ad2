package dev.mainstay.toolkit.internal;

import dev.mainstay.toolkit.Deadline;
import dev.mainstay.toolkit.Trace;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a thread knows of the request it works for. Follows a call onto the worker thread that makes
 * it.
 *
 * @param degraded modes whose fallback answered a part of this request; shared by all threads of
 *     the request
 */
public record Context(Optional<Trace> trace, Deadline deadline, Set<String> degraded) {
  private static final Context NONE = new Context(Optional.empty(), Deadline.NONE, Set.of());
  private static final ThreadLocal<Context> CURRENT = ThreadLocal.withInitial(() -> NONE);

  public static Context of(Trace trace, Deadline deadline) {
    return new Context(Optional.of(trace), deadline, ConcurrentHashMap.newKeySet());
  }

  public static Context current() {
    return CURRENT.get();
  }

  private boolean isNone() {
    return trace.isEmpty();
  }

  public Context with(Trace span) {
    return isNone() ? of(span, deadline) : new Context(Optional.of(span), deadline, degraded);
  }

  /** Notes that the mode's fallback was used, when a request is being answered. */
  public void degradedBy(String mode) {
    if (!isNone()) {
      degraded.add(mode);
    }
  }

  public <T> T run(Callable<T> work) throws Exception {
    Context before = CURRENT.get();
    CURRENT.set(this);
    try {
      return work.call();
    } finally {
      if (before.isNone()) {
        CURRENT.remove();
      } else {
        CURRENT.set(before);
      }
    }
  }
}
