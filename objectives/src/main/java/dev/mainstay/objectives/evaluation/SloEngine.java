package dev.mainstay.objectives.evaluation;

import dev.mainstay.design.slo.Slo;
import dev.mainstay.kernel.Parallel;
import dev.mainstay.kernel.Problem;
import dev.mainstay.telemetry.SampleReader;
import dev.mainstay.telemetry.StorageException;
import dev.mainstay.telemetry.query.Queries;
import dev.mainstay.telemetry.query.QueryException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates objectives over stored samples: at first over what is stored of their windows, then
 * tick by tick over what came since. Counters are followed sample by sample; other queries are
 * asked at equal steps. Reading a status is reading a field, but for the first time before a tick;
 * {@link #apply}, {@link #tick(Instant)} and {@link #save} are for one thread, and all else may
 * wait for the tick of the objective that it is about.
 */
public final class SloEngine {
  private static final Logger log = LoggerFactory.getLogger(SloEngine.class);
  private static final Duration BACKFILL = Duration.ofHours(1);
  // What was read is kept for good by then; otherwise some of it is read again.
  private static final Duration SETTLED = Duration.ofSeconds(1);
  // Many series that come into sight one after the other must not have all counted each time.
  private static final Duration ANEW = Duration.ofMinutes(10);
  private static final Duration FAR_BEHIND = Duration.ofMinutes(1);
  private static final Duration LONGEST_BURN = Duration.ofDays(3);

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

  /** Guarded by its lock, but for what is volatile. */
  private static final class Followed {
    // Of its own for each set of feeds.
    private final Object lock;
    private final long since;
    private final SloEvaluation evaluation;
    private final List<Feed> feeds;
    private long forgotten;
    private long readings;
    // Null until somebody asks, or the next tick.
    private volatile @Nullable SloStatus status;
    private volatile Instant readUntil;
    private volatile @Nullable String failure;
    private volatile boolean missed;
    private Instant begunAnew = Instant.EPOCH;

    Corrections corrections() {
      synchronized (lock) {
        return evaluation.corrections();
      }
    }

    /** How often it has taken in samples. */
    long readings() {
      synchronized (lock) {
        return readings;
      }
    }

    boolean isToBeginAnew(Instant now) {
      return missed && !begunAnew.plus(ANEW).isAfter(now);
    }

    Followed(SloEvaluation evaluation, List<Feed> feeds, Instant from) {
      this(new Object(), evaluation, feeds, from);
    }

    /** The same counts by other terms; the lock is held. */
    Followed(Followed before, SloEvaluation evaluation) {
      this(before.lock, evaluation, before.feeds, Instant.ofEpochMilli(before.since));
      evaluation.advance(before.readUntil);
      readUntil = before.readUntil;
    }

    private Followed(Object lock, SloEvaluation evaluation, List<Feed> feeds, Instant from) {
      this.lock = lock;
      this.since = from.toEpochMilli();
      this.evaluation = evaluation;
      this.feeds = feeds;
      this.readUntil = from;
    }

    SloStatus status() {
      SloStatus known = status;
      if (known == null) {
        synchronized (lock) {
          known = evaluation.status();
          status = known;
        }
      }
      return known;
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
      } else if (SloSnapshots.identity(known.evaluation.slo()).equals(SloSnapshots.identity(slo))) {
        boolean same =
            Objects.equals(known.evaluation.slo().agreed(), slo.agreed())
                && Objects.equals(known.evaluation.slo().alerts(), slo.alerts());
        next.put(Key.of(slo), same ? known : under(slo, known));
      } else if (indicator(known.evaluation.slo()).equals(indicator(slo))
          && reaches(slo, known, now, feeds)) {
        next.put(Key.of(slo), under(slo, known));
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

  private static Followed under(Slo slo, Followed known) {
    synchronized (known.lock) {
      List<EventCounts> counts = known.feeds.stream().map(Feed::counts).toList();
      Instant since = Instant.ofEpochMilli(known.since);
      return new Followed(known, new SloEvaluation(slo, counts, Corrections.NONE, since));
    }
  }

  /** Whether everything is counted that is stored of the objective's window. */
  private static boolean reaches(Slo slo, Followed known, Instant now, Feeds feeds) {
    long begin = slo.window().at(now).begin().minus(BACKFILL).toEpochMilli();
    return begin >= known.since
        || slo.parts().stream()
            .allMatch(part ->
                feeds.of(slo, part, begin).earliest(begin, known.since - 1) >= known.since - 1);
  }

  private static Followed follow(Slo slo, Instant now, Feeds feeds) {
    long begin = slo.window().at(now).begin().minus(BACKFILL).toEpochMilli();
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
    Instant since = Instant.ofEpochMilli(sinceMillis);
    var evaluation =
        new SloEvaluation(slo, all.stream().map(Feed::counts).toList(), Corrections.NONE, since);
    return new Followed(evaluation, all, since);
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
            each -> each.evaluation.slo(),
            (each, out) -> write(each, settled ? counted.get(each) : null, out));
  }

  /**
   * Writes one objective.
   *
   * @param settled after how many readings everything that was counted is on disk, or null; what is
   *     not surely there is read again, as late samples are
   */
  private void write(Followed each, @Nullable Long settled, DataOutput out) throws IOException {
    synchronized (each.lock) {
      boolean whole = settled != null && settled == each.readings;
      Instant sure = whole ? each.readUntil : each.readUntil.minus(settings.late());
      out.writeLong(each.since);
      out.writeLong(each.readUntil.toEpochMilli());
      out.writeLong(sure.toEpochMilli());
      for (Feed feed : each.feeds) {
        feed.writeTo(out, sure.toEpochMilli(), whole);
      }
      each.evaluation.writeTo(out);
    }
  }

  /** What is counted, however it is judged. */
  private static List<Object> indicator(Slo slo) {
    return slo.parts().stream()
        .<Object>map(part -> List.of(part.metric(), part.budgeting(), part.name()))
        .toList();
  }

  private Followed read(Slo slo, DataInput in, Feeds feeds) throws IOException {
    Followed each = follow(slo, in.readLong(), feeds);
    each.readUntil = Instant.ofEpochMilli(in.readLong());
    // What was saved may not have been forgotten since the hour before.
    long kept = keptFrom(each, each.readUntil.minus(1, ChronoUnit.HOURS));
    long sure = in.readLong();
    long recent = each.readUntil.minus(settings.late()).toEpochMilli();
    for (Feed feed : each.feeds) {
      feed.readFrom(in, kept, recent);
    }
    each.evaluation.readFrom(in, sure);
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
      if (each.status == null || each.readUntil.isBefore(now.minus(FAR_BEHIND))) {
        behind.add(each);
      } else if (!stop.getAsBoolean()) {
        tick(each, now);
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
        Followed begun = follow(each.evaluation.slo(), now, by);
        begun.begunAnew = now;
        taken.put(key, each.corrections());
        begun.evaluation.correct(taken.get(key));
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
      synchronized (each.lock) {
        if (each.evaluation.corrections() == taken.get(key) && meanwhile != taken.get(key)) {
          each.evaluation.correct(meanwhile);
          each.status = each.evaluation.status();
        }
      }
    });
  }

  /** Counts by all processors: as long as it takes, nobody knows how these objectives stand. */
  private void catchUp(List<Followed> behind, Instant now, BooleanSupplier stop) {
    Parallel.forEach(
        behind,
        each -> {
          if (!stop.getAsBoolean()) {
            tick(each, now);
          }
        });
    for (Followed each : behind) {
      // Two large queries may have been in each other's way.
      if (each.failure != null && !stop.getAsBoolean()) {
        tick(each, now);
      }
    }
  }

  /**
   * Takes in what the scrapes of one service stored since the last tick, of the objectives of its
   * design. Leaves out those of which there is much to count still. Safe beside everything else.
   */
  public void scraped(String service, Instant now) {
    for (Followed each : followed.values()) {
      if (each.evaluation.slo().service().equals(service)
          && each.evaluation.slo().designed() != null
          && each.readUntil.isAfter(now.minus(FAR_BEHIND))) {
        tick(each, now);
      }
    }
  }

  private void tick(Followed each, Instant now) {
    synchronized (each.lock) {
      each.readings++;
      try {
        // In strides, so that every edge passes the samples while they are in memory.
        var stride = new Stride();
        Instant until = each.readUntil;
        do {
          long from = until.minus(settings.late()).toEpochMilli();
          Instant step = until.plus(stride.length());
          Instant end = now.isAfter(until) ? now : until;
          until = step.isBefore(end) ? step : end;
          int most = 0;
          for (Feed feed : each.feeds) {
            most = Math.max(most, feed.read(from, until.toEpochMilli(), each.evaluation::changed));
          }
          stride.had(most);
          each.evaluation.advance(until);
          each.readUntil = until;
        } while (until.isBefore(now));
        long begin = each.evaluation.slo().window().at(now).begin().minus(BACKFILL).toEpochMilli();
        for (Feed feed : each.feeds) {
          each.missed |= feed.missed(begin);
        }
        forget(each, now);
        each.status = each.evaluation.status();
        each.failure = null;
      } catch (QueryException | StorageException | ArithmeticException | NumberFormatException e) {
        each.failure = String.valueOf(e.getMessage());
      } catch (RuntimeException e) {
        // A mistake of ours: all others are counted still.
        if (each.failure == null) {
          log.error(
              "{} of {} cannot be counted",
              each.evaluation.slo().name(),
              each.evaluation.slo().service(),
              e);
        }
        each.failure = e.toString();
      }
    }
  }

  private static void forget(Followed each, Instant now) {
    long hour = now.truncatedTo(ChronoUnit.HOURS).toEpochMilli();
    if (each.forgotten < hour) {
      each.forgotten = hour;
      long before = keptFrom(each, now);
      each.feeds.forEach(feed -> feed.forget(before));
    }
  }

  /** Nobody asks at {@code now} what was before; Unix milliseconds. */
  private static long keptFrom(Followed each, Instant now) {
    Instant begin = each.evaluation.slo().window().at(now).begin();
    Instant asked = now.minus(LONGEST_BURN);
    return (begin.isBefore(asked) ? begin : asked).minus(BACKFILL.multipliedBy(2)).toEpochMilli();
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
    return Optional.ofNullable(followed.get(new Key(service, name))).map(each -> each.readUntil);
  }

  /** Why the last tick of one objective failed; empty when it did not. */
  public Optional<String> failure(String service, String name) {
    return Optional.ofNullable(followed.get(new Key(service, name))).map(each -> each.failure);
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
    if (each == null) {
      return Optional.empty();
    }
    synchronized (each.lock) {
      return Optional.of(question.apply(each.evaluation));
    }
  }

  /** Takes corrections of one objective instead of those before, for the past as well. */
  public void correct(String service, String name, Corrections corrections) {
    var key = new Key(service, name);
    Followed each;
    do {
      each = followed.get(key);
      if (each != null) {
        synchronized (each.lock) {
          each.evaluation.correct(corrections);
          each.status = each.evaluation.status();
        }
      }
      // It may have been counted anew meanwhile.
    } while (each != followed.get(key));
  }
}
