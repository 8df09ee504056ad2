package dev.mainstay.objectives.evaluation;

import dev.mainstay.design.slo.Slo;
import dev.mainstay.kernel.Parallel;
import dev.mainstay.kernel.Problem;
import dev.mainstay.telemetry.SampleReader;
import dev.mainstay.telemetry.query.Queries;
import java.io.DataInput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates objectives over stored samples: at first over what is stored of their windows, then
 * tick by tick over what came since. Counters are followed sample by sample; other queries are
 * asked at equal steps. Reading a status is reading a field, but for the first time before a tick;
 * {@link #apply}, {@link #tick(Instant)} and {@link #save} are for one thread, and all else may
 * wait for the tick of the objective that it is about.
 */
public final class SloEngine {
  // What was read is kept for good by then; otherwise some of it is read again.
  private static final Duration SETTLED = Duration.ofSeconds(1);
  private static final Duration FAR_BEHIND = Duration.ofMinutes(1);

  private final SampleReader reader;
  private final Queries queries;
  private final Settings settings;
  private volatile Map<Key, Followed> followed = Map.of();
  private @Nullable Feeds feeds;

  /**
   * How samples are followed.
   *
   * @param late how late samples may come to be counted
   * @param memory how long samples of counters stay in memory, at least {@code late}
   * @param step at which queries are asked that are no sums of counters
   */
  public record Settings(Duration late, Duration memory, Duration step) {
    public static final Settings DEFAULT =
        new Settings(Duration.ofMinutes(5), Duration.ofHours(2), Duration.ofSeconds(30));
  }

  private record Key(String service, String name) {
    static Key of(Slo slo) {
      return new Key(slo.service(), slo.name());
    }
  }

  public SloEngine(SampleReader reader, Queries queries, Settings settings) {
    this.reader = reader;
    this.queries = queries;
    this.settings = settings;
  }

  /** As {@link #apply(List, Instant, Path)}, without a snapshot. */
  public List<Problem> apply(List<Slo> slos, Instant now) {
    return apply(slos, now, null);
  }

  /**
   * Follows these objectives instead of those before. One that means the same as before goes on,
   * and so does one with another target or window, as long as nothing is stored of the window that
   * was not counted; one that is in the snapshot goes on from there; of all others what is stored
   * of their windows is counted at the next tick.
   *
   * @param snapshot what {@link #save} wrote, or null; one that is missing or damaged changes
   *     nothing. Samples stored since are counted at the next tick
   * @return queries that cannot be understood; their objectives are left out
   */
  public List<Problem> apply(List<Slo> slos, Instant now, @Nullable Path snapshot) {
    Map<Key, Followed> before = followed;
    var next = new LinkedHashMap<Key, Followed>();
    var begun = new ArrayList<Slo>();
    SloQueries.Checked checked = SloQueries.check(slos, queries.dialect());
    var feeds = new Feeds(reader, queries, settings, checked.parsed());
    for (Slo slo : checked.usable()) {
      Followed known = before.get(Key.of(slo));
      if (known == null) {
        begun.add(slo);
      } else if (SloSnapshots.identity(known.slo()).equals(SloSnapshots.identity(slo))) {
        boolean same =
            Objects.equals(known.slo().agreed(), slo.agreed())
                && Objects.equals(known.slo().alerts(), slo.alerts());
        next.put(Key.of(slo), same ? known : known.under(slo));
      } else if (indicator(known.slo()).equals(indicator(slo)) && reaches(slo, known, now, feeds)) {
        next.put(Key.of(slo), known.under(slo));
      } else {
        begun.add(slo);
      }
    }
    Map<Slo, Followed> saved =
        snapshot == null
            ? Map.of()
            : new SloSnapshots(snapshot).load(begun, (slo, in) -> read(slo, in, feeds));
    for (Slo slo : begun) {
      Followed restored = saved.get(slo);
      next.put(Key.of(slo), restored != null ? restored : follow(slo, now, feeds));
    }
    followed = Map.copyOf(next);
    this.feeds = feeds;
    return checked.problems();
  }

  /** Whether everything is counted that is stored of the objective's window. */
  private static boolean reaches(Slo slo, Followed known, Instant now, Feeds feeds) {
    long begin = Followed.begin(slo, now);
    long since = known.since();
    return begin >= since
        || slo.parts().stream()
            .allMatch(part -> feeds.of(slo, part, begin).earliest(begin, since - 1) >= since - 1);
  }

  private static Followed follow(Slo slo, Instant now, Feeds feeds) {
    long begin = Followed.begin(slo, now);
    long earliest = now.toEpochMilli();
    try {
      for (Slo.Part part : slo.parts()) {
        earliest =
            Math.min(earliest, feeds.of(slo, part, begin).earliest(begin, now.toEpochMilli()));
      }
    } catch (RuntimeException e) {
      // What cannot be read now is tried again at the tick, which tells why.
      earliest = begin;
    }
    return follow(slo, earliest, feeds);
  }

  private static Followed follow(Slo slo, long sinceMillis, Feeds feeds) {
    List<Feed> all = slo.parts().stream().map(part -> feeds.of(slo, part, sinceMillis)).toList();
    return new Followed(slo, all, sinceMillis, feeds.settings().late());
  }

  /**
   * Saves how far everything has come, so that a restart need not count from the windows'
   * beginning. Corrections are saved by who made them.
   *
   * @throws java.io.UncheckedIOException if the file cannot be written; the one before stays
   */
  public void save(Path file) {
    var counted = new HashMap<Followed, Long>();
    followed.values().forEach(each -> counted.put(each, each.readings()));
    boolean settled = reader.settle(SETTLED);
    new SloSnapshots(file)
        .save(
            followed.values(),
            Followed::slo,
            (each, out) -> each.writeTo(out, settled ? counted.get(each) : null));
  }

  /** What is counted, however it is judged. */
  private static List<Object> indicator(Slo slo) {
    return slo.parts().stream()
        .<Object>map(part -> List.of(part.metric(), part.budgeting(), part.name()))
        .toList();
  }

  private static Followed read(Slo slo, DataInput in, Feeds feeds) throws IOException {
    Followed each = follow(slo, in.readLong(), feeds);
    each.readFrom(in);
    return each;
  }

  /** Takes in what was stored since the last tick. */
  public void tick(Instant now) {
    tick(now, () -> false);
  }

  /** As {@link #tick(Instant)}, but leaves out what is not done when it is told to stop. */
  public void tick(Instant now, BooleanSupplier stop) {
    var behind = new ArrayList<Followed>();
    for (Followed each : followed.values()) {
      if (!each.isTold() || each.readUntil().isBefore(now.minus(FAR_BEHIND))) {
        behind.add(each);
      } else if (!stop.getAsBoolean()) {
        each.tick(now);
      }
    }
    catchUp(behind, now, stop);
    if (feeds != null && !stop.getAsBoolean()) {
      countAnew(feeds, now, stop);
    }
  }

  /** What came of a series before anybody knew of it counts too, where it is stored by now. */
  private void countAnew(Feeds by, Instant now, BooleanSupplier stop) {
    Map<Key, Followed> before = followed;
    var anew = new LinkedHashMap<Key, Followed>();
    var taken = new HashMap<Key, Corrections>();
    before.forEach((key, each) -> {
      if (each.isToBeginAnew(now)) {
        Followed begun = follow(each.slo(), now, by);
        Corrections corrections = each.corrections();
        begun.beginAnew(now, corrections);
        taken.put(key, corrections);
        anew.put(key, begun);
      }
    });
    catchUp(List.copyOf(anew.values()), now, stop);
    if (anew.isEmpty() || stop.getAsBoolean()) {
      return;
    }
    var next = new LinkedHashMap<>(before);
    next.putAll(anew);
    followed = Map.copyOf(next);
    // What is corrected from now on is corrected there; what was meanwhile is taken over.
    anew.forEach((key, each) -> {
      Corrections meanwhile = Objects.requireNonNull(before.get(key)).corrections();
      if (meanwhile != taken.get(key)) {
        each.correct(Objects.requireNonNull(taken.get(key)), meanwhile);
      }
    });
  }

  /** Counts by all processors: as long as it takes, nobody knows how these objectives stand. */
  private void catchUp(List<Followed> behind, Instant now, BooleanSupplier stop) {
    Parallel.forEach(
        behind,
        each -> {
          if (!stop.getAsBoolean()) {
            each.tick(now);
          }
        });
    for (Followed each : behind) {
      // Two large queries may have been in each other's way.
      if (each.failure() != null && !stop.getAsBoolean()) {
        each.tick(now);
      }
    }
  }

  /**
   * Takes in what the scrapes of one service stored since the last tick, of the objectives of its
   * design. Leaves out those of which there is much to count still. Safe beside everything else.
   */
  public void scraped(String service, Instant now) {
    for (Followed each : followed.values()) {
      if (each.slo().service().equals(service)
          && each.slo().designed() != null
          && each.readUntil().isAfter(now.minus(FAR_BEHIND))) {
        each.tick(now);
      }
    }
  }

  /** How every objective stood at the last tick. */
  public List<SloStatus> statuses() {
    return followed.values().stream().map(Followed::status).toList();
  }

  /** How one objective stood at the last tick. */
  public Optional<SloStatus> status(String service, String name) {
    return Optional.ofNullable(followed.get(new Key(service, name))).map(Followed::status);
  }

  /** Until when samples of one objective are taken in; empty when it is not followed. */
  public Optional<Instant> readUntil(String service, String name) {
    return Optional.ofNullable(followed.get(new Key(service, name))).map(Followed::readUntil);
  }

  /** Why the last tick of one objective failed; empty when it did not. */
  public Optional<String> failure(String service, String name) {
    return Optional.ofNullable(followed.get(new Key(service, name))).map(Followed::failure);
  }

  /** When the budget of one objective will be used up. */
  public Optional<Forecast> forecast(String service, String name) {
    return ask(service, name, SloEvaluation::forecast);
  }

  /** How one objective's budget was spent, hour by hour; see {@link SloEvaluation#hours}. */
  public Optional<List<SpentHour>> hours(String service, String name) {
    return ask(service, name, SloEvaluation::hours);
  }

  /** Which label values spent one objective's budget; see {@link SloEvaluation#contributors}. */
  public Optional<List<Contributor>> contributors(String service, String name) {
    return ask(service, name, SloEvaluation::contributors);
  }

  private <T> Optional<T> ask(String service, String name, Function<SloEvaluation, T> question) {
    Followed each = followed.get(new Key(service, name));
    return each == null ? Optional.empty() : Optional.of(each.ask(question));
  }

  /** Takes corrections of one objective instead of those before, for the past as well. */
  public void correct(String service, String name, Corrections corrections) {
    var key = new Key(service, name);
    Followed each;
    do {
      each = followed.get(key);
      if (each != null) {
        each.correct(corrections);
      }
      // It may have been counted anew meanwhile.
    } while (each != followed.get(key));
  }
}
