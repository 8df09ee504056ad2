package dev.mainstay.objectives.evaluation;

import dev.mainstay.design.slo.Slo;
import dev.mainstay.telemetry.StorageException;
import dev.mainstay.telemetry.query.QueryException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One objective that is followed: what brings its samples, what judges them, and how far it has
 * come. Thread-safe; what is quick to ask never waits, all else waits for the tick.
 */
final class Followed {
  private static final Logger log = LoggerFactory.getLogger(Followed.class);
  private static final Duration BACKFILL = Duration.ofHours(1);
  // Many series that come into sight one after the other must not have all counted each time.
  private static final Duration ANEW = Duration.ofMinutes(10);
  private static final Duration LONGEST_BURN = Duration.ofDays(3);

  private final Lock lock;
  private final SloEvaluation evaluation;
  private final List<Feed> feeds;
  private final long since;
  private final Duration late;
  private long forgotten;
  private boolean missed;
  private Instant begunAnew = Instant.EPOCH;
  // Null until somebody asks, or the next tick.
  private volatile @Nullable SloStatus status;
  private volatile Instant readUntil;
  private volatile @Nullable String failure;

  /** Of its own for each set of feeds; guards all but what is volatile. */
  private static final class Lock {
    private long readings;
  }

  /**
   * Nothing is read yet.
   *
   * @param feeds one for each part
   * @param since Unix milliseconds; nothing is counted before
   * @param late how late samples may come to be counted
   */
  Followed(Slo slo, List<Feed> feeds, long since, Duration late) {
    this(new Lock(), slo, feeds, since, late);
  }

  private Followed(Lock lock, Slo slo, List<Feed> feeds, long since, Duration late) {
    this.lock = lock;
    this.feeds = feeds;
    this.since = since;
    this.late = late;
    readUntil = Instant.ofEpochMilli(since);
    List<EventCounts> counts = feeds.stream().map(Feed::counts).toList();
    evaluation = new SloEvaluation(slo, counts, Corrections.NONE, readUntil);
  }

  /** The same counts by other terms. */
  Followed under(Slo slo) {
    synchronized (lock) {
      var other = new Followed(lock, slo, feeds, since, late);
      other.evaluation.advance(readUntil);
      other.readUntil = readUntil;
      return other;
    }
  }

  /** From when on samples are read for a window that ends now, in Unix milliseconds. */
  static long begin(Slo slo, Instant now) {
    return slo.window().at(now).begin().minus(BACKFILL).toEpochMilli();
  }

  Slo slo() {
    return evaluation.slo();
  }

  /** Since when it counts, in Unix milliseconds. */
  long since() {
    return since;
  }

  /** Until when samples are taken in. */
  Instant readUntil() {
    return readUntil;
  }

  /** Why the last tick failed; null when it did not. */
  @Nullable String failure() {
    return failure;
  }

  boolean isTold() {
    return status != null;
  }

  /** How it stood at the last tick. */
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

  <T> T ask(Function<SloEvaluation, T> question) {
    synchronized (lock) {
      return question.apply(evaluation);
    }
  }

  /** Whether something of the past was missed that would be counted from the beginning. */
  boolean isToBeginAnew(Instant now) {
    synchronized (lock) {
      return missed && !begunAnew.plus(ANEW).isAfter(now);
    }
  }

  /**
   * Is one that begins anew.
   *
   * @param corrections of the one before
   */
  void beginAnew(Instant now, Corrections corrections) {
    synchronized (lock) {
      begunAnew = now;
      evaluation.correct(corrections);
    }
  }

  Corrections corrections() {
    synchronized (lock) {
      return evaluation.corrections();
    }
  }

  /** Takes corrections instead of those before. */
  void correct(Corrections corrections) {
    synchronized (lock) {
      evaluation.correct(corrections);
      status = evaluation.status();
    }
  }

  /** Takes corrections instead of others, unless those have changed already. */
  void correct(Corrections before, Corrections corrections) {
    synchronized (lock) {
      if (evaluation.corrections() == before) {
        correct(corrections);
      }
    }
  }

  /** Takes in what was stored since the last tick. */
  void tick(Instant now) {
    synchronized (lock) {
      lock.readings++;
      try {
        read(now);
        for (Feed feed : feeds) {
          missed |= feed.missed(begin(slo(), now));
        }
        forget(now);
        status = evaluation.status();
        failure = null;
      } catch (QueryException | StorageException | ArithmeticException | NumberFormatException e) {
        failure = String.valueOf(e.getMessage());
      } catch (RuntimeException e) {
        // A mistake of ours: all others are counted still.
        if (failure == null) {
          log.error("{} of {} cannot be counted", slo().name(), slo().service(), e);
        }
        failure = e.toString();
      }
    }
  }

  /** In strides, so that every edge passes the samples while they are in memory. */
  private void read(Instant now) {
    var stride = new Stride();
    Instant until = readUntil;
    do {
      long from = until.minus(late).toEpochMilli();
      Instant step = until.plus(stride.length());
      Instant end = now.isAfter(until) ? now : until;
      until = step.isBefore(end) ? step : end;
      int most = 0;
      for (Feed feed : feeds) {
        most = Math.max(most, feed.read(from, until.toEpochMilli(), evaluation::changed));
      }
      stride.had(most);
      evaluation.advance(until);
      readUntil = until;
    } while (until.isBefore(now));
  }

  private void forget(Instant now) {
    long hour = now.truncatedTo(ChronoUnit.HOURS).toEpochMilli();
    if (forgotten < hour) {
      forgotten = hour;
      long before = keptFrom(now);
      feeds.forEach(feed -> feed.forget(before));
    }
  }

  /** Nobody asks at {@code now} what was before; Unix milliseconds. */
  private long keptFrom(Instant now) {
    Instant begin = slo().window().at(now).begin();
    Instant asked = now.minus(LONGEST_BURN);
    return (begin.isBefore(asked) ? begin : asked).minus(BACKFILL.multipliedBy(2)).toEpochMilli();
  }

  /** How often it has taken in samples. */
  long readings() {
    synchronized (lock) {
      return lock.readings;
    }
  }

  /**
   * Saves how far it has come; first since when it counts, in Unix milliseconds.
   *
   * @param settled after how many readings everything that was counted is on disk, or null; what is
   *     not surely there is read again, as late samples are
   */
  void writeTo(DataOutput out, @Nullable Long settled) throws IOException {
    synchronized (lock) {
      boolean whole = settled != null && settled == lock.readings;
      Instant sure = whole ? readUntil : readUntil.minus(late);
      out.writeLong(since);
      out.writeLong(readUntil.toEpochMilli());
      out.writeLong(sure.toEpochMilli());
      for (Feed feed : feeds) {
        feed.writeTo(out, sure.toEpochMilli(), whole);
      }
      evaluation.writeTo(out);
    }
  }

  /** Goes on from what was saved, but for since when it counts, which was read before. */
  void readFrom(DataInput in) throws IOException {
    synchronized (lock) {
      readUntil = Instant.ofEpochMilli(in.readLong());
      long sure = in.readLong();
      // What was saved may not have been forgotten since the hour before.
      long kept = keptFrom(readUntil.minus(1, ChronoUnit.HOURS));
      long recent = readUntil.minus(late).toEpochMilli();
      for (Feed feed : feeds) {
        feed.readFrom(in, kept, recent);
      }
      evaluation.readFrom(in, sure);
    }
  }
}
