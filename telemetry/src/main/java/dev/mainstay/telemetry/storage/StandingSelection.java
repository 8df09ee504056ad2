package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.Selection;
import dev.mainstay.telemetry.StoredSeries;
import java.time.Duration;
import java.util.List;

/**
 * Remembers which series in memory satisfy its matchers until the index changes, as long as it is
 * asked about recent samples. To find a few series anew costs more than to look at what came of
 * them.
 */
final class StandingSelection implements Selection {
  private static final long RECENT = Duration.ofHours(1).toMillis();

  private final HeadStore store;
  private final List<Matcher> matchers;
  // Guarded by this.
  private long changes = -1;
  private List<HeadStore.Stored> known = List.of();

  StandingSelection(HeadStore store, List<Matcher> matchers) {
    this.store = store;
    this.matchers = List.copyOf(matchers);
  }

  @Override
  public synchronized List<? extends StoredSeries> select(long fromMillis, long toMillis) {
    if (fromMillis < store.newest.get() - RECENT || store.index.mayRest(fromMillis)) {
      return store.select(matchers, fromMillis, toMillis);
    }
    // Read before what it tells of: a series that begins in between is found the next time.
    long now = store.index.changes();
    if (changes != now) {
      known = store.awake(matchers);
      changes = now;
    }
    for (HeadStore.Stored each : known) {
      if (each.lastMillis() < fromMillis) {
        return known.stream().filter(any -> any.lastMillis() >= fromMillis).toList();
      }
    }
    return known;
  }
}
