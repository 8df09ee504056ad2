package dev.mainstay.telemetry.query;

import dev.mainstay.kernel.Ticker;
import java.util.function.BooleanSupplier;

/** What a running query has cost so far. Not thread-safe. */
final class QueryBudget implements AutoCloseable {
  private final QueryLimits limits;
  private final QueryMemory.Share share;
  private final Ticker ticker;
  private final BooleanSupplier canceled;
  private final long startNanos;
  private long samples;
  private long peakBytes;
  private long series;

  QueryBudget(QueryLimits limits, QueryMemory memory, Ticker ticker, BooleanSupplier canceled) {
    this.limits = limits;
    this.share = memory.share();
    this.ticker = ticker;
    this.canceled = canceled;
    this.startNanos = ticker.nanos();
  }

  /** To be called for every series at every stage. */
  void check() {
    series++;
    if ((series & 15) != 0) {
      return;
    }
    checkNow();
  }

  void checkNow() {
    if (canceled.getAsBoolean()) {
      throw new QueryException(
          QueryException.Reason.CANCELED, "query was canceled in expression evaluation");
    }
    if (ticker.since(startNanos).compareTo(limits.timeout()) > 0) {
      throw new QueryException(
          QueryException.Reason.TIMEOUT, "query timed out in expression evaluation");
    }
  }

  void read(long more) {
    samples += more;
    if (samples > limits.samples()) {
      throw new QueryException(
          QueryException.Reason.LIMIT,
          "query processing would read more than "
              + limits.samples()
              + " samples (expected: a shorter range, fewer series)");
    }
  }

  void hold(long more) {
    share.hold(more);
    peakBytes = Math.max(peakBytes, share.held());
    if (share.held() > limits.bytes()) {
      throw new QueryException(
          QueryException.Reason.LIMIT,
          "query processing would load too many samples into memory in query execution (more than "
              + limits.bytes()
              + " bytes)");
    }
  }

  void release(long less) {
    share.release(less);
  }

  @Override
  public void close() {
    share.close();
  }

  long samples() {
    return samples;
  }

  long peakBytes() {
    return peakBytes;
  }

  long nanos() {
    return ticker.nanos() - startNanos;
  }
}
