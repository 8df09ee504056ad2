package dev.mainstay.telemetry.remote;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.StoredSeries;
import dev.mainstay.telemetry.query.HistogramBuckets;
import dev.mainstay.telemetry.query.HistogramRecovery;
import dev.mainstay.telemetry.query.QueryResult;
import java.util.ArrayList;
import java.util.List;

/** A series whose samples have been fetched. Not changed any more once it is handed out. */
final class RemoteSeries implements StoredSeries {
  private final Labels labels;
  private final RemotePoints points = new RemotePoints();

  RemoteSeries(Labels labels) {
    this.labels = labels;
  }

  /** Appends what is not before {@code from}. */
  void add(QueryResult.Points more, long from) {
    for (int i = 0; i < more.size(); i++) {
      NativeHistogram histogram = more.histogram(i);
      if (more.times()[i] >= from && histogram != null) {
        points.add(more.times()[i], histogram);
      } else if (more.times()[i] >= from) {
        points.add(more.times()[i], more.values()[i]);
      }
    }
  }

  /** A sample shows the explicit bounds of its own populated buckets: all get those of all. */
  RemoteSeries withCommonBounds() {
    var buckets = new ArrayList<HistogramBuckets.Bucket>();
    boolean explicit = false;
    for (int i = 0; i < points.size(); i++) {
      NativeHistogram histogram = points.histogram(i);
      if (histogram != null) {
        explicit |= histogram.hasCustomBounds();
        buckets.addAll(HistogramBuckets.of(histogram));
      }
    }
    List<Double> bounds = explicit ? HistogramRecovery.bounds(buckets) : List.of();
    for (int i = 0; i < points.size() && explicit; i++) {
      NativeHistogram histogram = points.histogram(i);
      NativeHistogram common =
          histogram == null
              ? null
              : HistogramRecovery.withBounds(
                  histogram.count(), histogram.sum(), HistogramBuckets.of(histogram), bounds);
      if (common != null) {
        points.histogram(i, common);
      }
    }
    return this;
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public SampleCursor samples(long fromMillis, long toMillis) {
    int first = points.from(fromMillis);
    return new SampleCursor() {
      private int at = first - 1;

      @Override
      public boolean next() {
        return ++at < points.size() && points.time(at) <= toMillis;
      }

      @Override
      public long timestamp() {
        return points.time(at);
      }

      @Override
      public double value() {
        return points.value(at);
      }

      @Override
      public boolean isHistogram() {
        return points.histogram(at) != null;
      }

      @Override
      public NativeHistogram histogram() {
        NativeHistogram histogram = points.histogram(at);
        if (histogram == null) {
          throw new IllegalStateException("the sample is a number");
        }
        return histogram;
      }
    };
  }
}
