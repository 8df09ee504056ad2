package dev.mainstay.telemetry.scrape;

import java.util.List;

/** Finds targets, and tells all of them whenever they have changed. */
interface Discovery extends AutoCloseable {
  /** Hears of all groups there are. */
  interface Listener {
    void found(List<TargetGroup> groups);
  }

  /** Begins; the listener is called from any thread, never by two at once. */
  void start(Listener listener);

  @Override
  void close();
}
