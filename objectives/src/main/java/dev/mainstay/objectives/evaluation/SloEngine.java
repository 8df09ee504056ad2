package dev.mainstay.objectives.evaluation;

import dev.mainstay.design.slo.Slo;
import dev.mainstay.kernel.Problem;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.Promql;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.SampleReader;
import dev.mainstay.telemetry.StorageException;
import dev.mainstay.telemetry.query.Queries;
import dev.mainstay.telemetry.query.QueryException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates objectives over stored samples: at first over what is stored of their windows, then
 * tick by tick over what came since. Counters are followed sample by sample; other queries are
 * asked at equal steps. Reading a status is reading a field; {@link #apply}, {@link #restore},
 * {@link #tick} and {@link #save} are for one thread, and all else may wait for the tick of the
 * objective that it is about.
 */
public final class SloEngine {
  private static final Duration BACKFILL = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(400);
  private static final int MOST_IDENTITY = 10_000;

  private final SampleReader reader;
  private final Queries queries;
  private final Settings settings;
  private volatile Map<Key, Followed> followed = Map.of();

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

  /** Guarded by itself, but for what is volatile. */
  private static final class Followed {
    private final long since;
    private final SloEvaluation evaluation;
    private final List<Feed> feeds;
    private volatile SloStatus status;
    private volatile Instant readUntil;
    private volatile @Nullable String failure;

    Followed(SloEvaluation evaluation, List<Feed> feeds, Instant from) {
      this.since = from.toEpochMilli();
      this.evaluation = evaluation;
      this.feeds = feeds;
      this.readUntil = from;
      this.status = evaluation.status();
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
   * Follows these objectives instead of those before. One that means the same as before goes on;
   * one that is in the snapshot goes on from there; of all others what is stored of their windows
   * is counted at the next tick.
   *
   * @param snapshot as {@link #restore} has it, or null
   * @return queries that cannot be understood; their objectives are left out
   */
  public List<Problem> apply(List<Slo> slos, Instant now, @Nullable Path snapshot) {
    Map<Key, Followed> before = followed;
    var next = new LinkedHashMap<Key, Followed>();
    var begun = new ArrayList<Slo>();
    for (Slo slo : slos) {
      if (SloQueries.unusable(slo, queries.dialect()) == null) {
        Followed known = before.get(Key.of(slo));
        if (known != null && identity(known.evaluation.slo()).equals(identity(slo))) {
          next.put(Key.of(slo), known);
        } else {
          begun.add(slo);
        }
      }
    }
    Map<Key, Followed> saved = snapshot == null ? Map.of() : saved(snapshot, begun);
    for (Slo slo : begun) {
      Followed restored = saved.get(Key.of(slo));
      next.put(Key.of(slo), restored != null ? restored : follow(slo, now));
    }
    followed = Map.copyOf(next);
    return SloQueries.problems(slos, queries.dialect());
  }

  private Followed follow(Slo slo, Instant now) {
    long begin = slo.window().at(now).begin().minus(BACKFILL).toEpochMilli();
    long earliest = now.toEpochMilli();
    for (Slo.Part part : slo.parts()) {
      earliest = Math.min(earliest, feed(part, begin).earliest(begin, now.toEpochMilli()));
    }
    return follow(slo, earliest);
  }

  private Followed follow(Slo slo, long sinceMillis) {
    var feeds = new ArrayList<Feed>();
    for (Slo.Part part : slo.parts()) {
      feeds.add(feed(part, sinceMillis));
    }
    Instant since = Instant.ofEpochMilli(sinceMillis);
    var evaluation =
        new SloEvaluation(slo, feeds.stream().map(Feed::counts).toList(), Corrections.NONE, since);
    return new Followed(evaluation, feeds, since);
  }

  private Feed feed(Slo.Part part, long since) {
    if (part.metric() instanceof Slo.Metric.Ratio ratio && ratio.counter()) {
      return new CounterFeed(
          reader,
          selectors(ratio.part()),
          selectors(ratio.total()),
          new CountedEvents(ratio.bad(), settings.late(), settings.memory(), since));
    }
    return new QueryFeed(
        queries,
        settings.step(),
        SloQueries.of(part.metric()).stream().map(this::parse).toList(),
        QueryFeed.reading(part.metric()),
        new SampledEvents(LONGEST.toMillis()));
  }

  private List<List<Matcher>> selectors(String query) {
    return CounterSelectors.of(parse(query)).orElseThrow();
  }

  private Expr parse(String query) {
    return Promql.parse(query, queries.dialect());
  }

  /**
   * Saves how far everything has come, so that a restart need not count from the windows'
   * beginning. Corrections are saved by who made them.
   *
   * @throws java.io.UncheckedIOException if the file cannot be written; the one before stays
   */
  public void save(Path file) {
    Map<Key, Followed> all = followed;
    new SloSnapshots(file)
        .save(out -> {
          out.writeInt(all.size());
          for (Followed each : all.values()) {
            var bytes = new ByteArrayOutputStream();
            synchronized (each) {
              write(each, new DataOutputStream(bytes));
            }
            out.writeUTF(identity(each.evaluation.slo()));
            out.writeInt(bytes.size());
            bytes.writeTo(out);
          }
        });
  }

  private static void write(Followed each, DataOutputStream out) throws IOException {
    out.writeLong(each.since);
    out.writeLong(each.readUntil.toEpochMilli());
    for (Feed feed : each.feeds) {
      feed.writeTo(out);
    }
    each.evaluation.writeTo(out);
  }

  /** Changes whenever the counts would mean something else. */
  private static String identity(Slo slo) {
    String text = slo.service() + '/' + slo.name() + ' ' + slo.parts() + ' ' + slo.window();
    return text.length() <= MOST_IDENTITY
        ? text
        : text.substring(0, MOST_IDENTITY) + '#' + text.length() + '#' + text.hashCode();
  }

  /**
   * Goes on where {@link #save} left off, with the objectives that are followed now and were then.
   * Samples stored in between are counted at the next tick. A file that is missing or damaged
   * changes nothing.
   */
  public void restore(Path file) {
    var next = new LinkedHashMap<Key, Followed>(followed);
    next.putAll(
        saved(file, followed.values().stream().map(each -> each.evaluation.slo()).toList()));
    followed = Map.copyOf(next);
  }

  private Map<Key, Followed> saved(Path file, List<Slo> wanted) {
    var snapshots = new SloSnapshots(file);
    if (wanted.isEmpty() || !snapshots.isWhole()) {
      return Map.of();
    }
    var byIdentity = new HashMap<String, Slo>();
    wanted.forEach(slo -> byIdentity.put(identity(slo), slo));
    var found = new HashMap<Key, Followed>();
    snapshots.load(in -> {
      for (int left = in.readInt(); left > 0; left--) {
        Slo slo = byIdentity.get(in.readUTF());
        byte[] bytes = in.readNBytes(in.readInt());
        if (slo != null) {
          var from = new DataInputStream(new ByteArrayInputStream(bytes));
          found.put(Key.of(slo), read(slo, from));
        }
      }
    });
    return found;
  }

  private Followed read(Slo slo, DataInputStream in) throws IOException {
    Followed each = follow(slo, in.readLong());
    each.readUntil = Instant.ofEpochMilli(in.readLong());
    long until = each.readUntil.toEpochMilli();
    for (Feed feed : each.feeds) {
      feed.readFrom(in, until);
    }
    each.evaluation.readFrom(in, until - settings.late().toMillis());
    each.status = each.evaluation.status();
    return each;
  }

  /** Takes in what was stored since the last tick. */
  public void tick(Instant now) {
    tick(now, () -> false);
  }

  /** As {@link #tick(Instant)}, but leaves out what is not done when it is told to stop. */
  public void tick(Instant now, BooleanSupplier stop) {
    for (Followed each : followed.values()) {
      if (stop.getAsBoolean()) {
        return;
      }
      tick(each, now);
    }
  }

  private void tick(Followed each, Instant now) {
    synchronized (each) {
      try {
        // In steps, so that every edge passes the samples while they are in memory.
        Instant until = each.readUntil;
        while (until.isBefore(now)) {
          long from = until.minus(settings.late()).toEpochMilli();
          Instant step = until.plus(BACKFILL);
          until = step.isBefore(now) ? step : now;
          for (Feed feed : each.feeds) {
            feed.read(from, until.toEpochMilli(), each.evaluation::changed);
          }
          each.evaluation.advance(until);
          each.readUntil = until;
        }
        each.status = each.evaluation.status();
        each.failure = null;
      } catch (QueryException | StorageException | ArithmeticException | NumberFormatException e) {
        each.failure = String.valueOf(e.getMessage());
      }
    }
  }

  /** How every objective stood at the last tick. */
  public List<SloStatus> statuses() {
    return followed.values().stream().map(each -> each.status).toList();
  }

  /** How one objective stood at the last tick. */
  public Optional<SloStatus> status(String service, String name) {
    return Optional.ofNullable(followed.get(new Key(service, name))).map(each -> each.status);
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
    synchronized (each) {
      return Optional.of(question.apply(each.evaluation));
    }
  }

  /** Takes corrections of one objective instead of those before, for the past as well. */
  public void correct(String service, String name, Corrections corrections) {
    Followed each = followed.get(new Key(service, name));
    if (each != null) {
      synchronized (each) {
        each.evaluation.correct(corrections);
        each.status = each.evaluation.status();
      }
    }
  }
}
