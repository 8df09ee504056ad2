package dev.mainstay.server.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what was started, the last first, each whatever happens to the others. */
public final class Closer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Closer.class);

  private final Deque<Named> open = new ArrayDeque<>();

  /** Takes charge of closing {@code resource}, and gives it back. */
  public synchronized <T extends AutoCloseable> T add(String name, T resource) {
    open.push(new Named(name, resource));
    return resource;
  }

  @Override
  public synchronized void close() {
    for (Named each = open.poll(); each != null; each = open.poll()) {
      try {
        each.resource.close();
      } catch (Exception e) {
        log.warn("stopping {} failed", each.name, e);
      }
    }
  }

  private record Named(String name, AutoCloseable resource) {}
}
