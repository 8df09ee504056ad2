package dev.mainstay.telemetry.query;

import java.util.concurrent.atomic.AtomicLong;

/** What queries and their answers hold in memory, all together, roughly. Thread-safe. */
public final class QueryMemory {
  private final long limit;
  private final AtomicLong held = new AtomicLong();

  /**
   * Memory of which nothing is held.
   *
   * @param limit in bytes, &ge; 1
   */
  public QueryMemory(long limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("bytes for queries: " + limit + " (expected: >= 1)");
    }
    this.limit = limit;
  }

  /** A quarter of the heap: the rest is for samples, objectives and what comes and goes. */
  public static QueryMemory ofHeap() {
    return new QueryMemory(Runtime.getRuntime().maxMemory() / 4);
  }

  /** Bytes that all hold now. */
  public long held() {
    return held.get();
  }

  /** Begins the share of one query, or of one answer. */
  public Share share() {
    return new Share();
  }

  /** What one of them holds. Not thread-safe. */
  public final class Share implements AutoCloseable {
    private long own;

    private Share() {}

    /**
     * Takes some bytes.
     *
     * @throws QueryException of {@link QueryException.Reason#LIMIT} if that is too much
     */
    public void hold(long more) {
      own += more;
      long all = held.addAndGet(more);
      if (all > limit) {
        throw new QueryException(
            QueryException.Reason.LIMIT,
            "query processing would load too many samples into memory in query execution (it needs"
                + " more than "
                + (own - more)
                + " bytes, other queries have "
                + (all - own)
                + " of "
                + limit
                + "; expected: fewer series, a shorter range, or a server with more memory)");
      }
    }

    long held() {
      return own;
    }

    public void release(long less) {
      own -= less;
      held.addAndGet(-less);
    }

    /** Gives back whatever is still held. */
    @Override
    public void close() {
      release(own);
    }
  }
}
