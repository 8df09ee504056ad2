package dev.mainstay.telemetry.ingest.otlp;

import dev.mainstay.telemetry.Exemplars;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.MetricMetadata;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.SampleBatch;
import dev.mainstay.telemetry.SampleNotes;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.SeriesStore.Appended;
import dev.mainstay.telemetry.ingest.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * OpenTelemetry metrics over OTLP, protobuf or JSON. Thread-safe.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/">OTLP</a>
 */
public final class OtlpMetrics {
  private static final int MOST_REASONS = 5;

  private final SeriesStore store;
  private final SampleNotes notes;
  private final DeltaTotals totals = new DeltaTotals();

  /**
   * Takes metrics in.
   *
   * @param notes takes their meanings and exemplars
   */
  public OtlpMetrics(SeriesStore store, SampleNotes notes) {
    this.store = store;
    this.notes = notes;
  }

  /**
   * What became of a request's points.
   *
   * @param points taken
   * @param rejected of which at least one sample was not taken
   * @param message the first reasons; empty when nothing was rejected
   */
  public record Result(long points, long rejected, String message) {}

  /**
   * Takes in a request; returns when its samples are kept for good.
   *
   * @throws MalformedException if the body is not a request; then nothing of it is taken
   */
  public Result protobuf(byte[] body, int size) throws MalformedException {
    return take(OtlpProtobuf.read(body, size));
  }

  /** As {@link #protobuf}, for the JSON form. */
  public Result json(byte[] body) throws MalformedException {
    return take(OtlpJson.read(body));
  }

  private Result take(OtlpRequest request) {
    try (SampleBatch batch = store.batch()) {
      var into = new Into(batch);
      var series = new OtlpSeries(into);
      request.resources().forEach(series::take);
      batch.commit();
      return new Result(into.points, into.rejected, String.join("; ", into.reasons));
    }
  }

  private final class Into implements OtlpSeries.Sink {
    private final SampleBatch batch;
    private final List<String> reasons = new ArrayList<>();
    private long points;
    private long rejected;
    private boolean failed;

    Into(SampleBatch batch) {
      this.batch = batch;
    }

    @Override
    public void number(Labels labels, long millis, double value, boolean delta) {
      double total = delta ? totals.add(labels, millis, value) : value;
      if (delta && Double.isNaN(total) && !Double.isNaN(value)) {
        refused(labels + ": a delta at " + millis + " that is not after the one before");
        return;
      }
      SampleBatch.Refusal refusal = batch.choose(null, labels);
      if (refusal != null) {
        refused(refusal.reason());
        return;
      }
      check(batch.add(millis, total), labels, millis);
    }

    @Override
    public void histogram(Labels labels, long millis, NativeHistogram value, boolean delta) {
      NativeHistogram total = delta ? totals.add(labels, millis, value) : value;
      if (total == null) {
        refused(labels + ": a delta at " + millis + " that is not after the one before");
        return;
      }
      SampleBatch.Refusal refusal = batch.choose(null, labels);
      if (refusal != null) {
        refused(refusal.reason());
        return;
      }
      check(batch.add(millis, total), labels, millis);
    }

    private void check(Appended appended, Labels labels, long millis) {
      if (appended != Appended.STORED && appended != Appended.DUPLICATE) {
        refused(labels + ": the sample at " + millis + " is " + why(appended));
      }
    }

    private static String why(Appended appended) {
      return switch (appended) {
        case OUT_OF_ORDER -> "older than its series takes in, or has another value stored";
        case AHEAD -> "too far in the future";
        default -> "beyond the limit of series";
      };
    }

    /** Of a point that was refused, and so perhaps its series, none is kept. */
    @Override
    public void exemplar(Labels labels, Exemplars.Exemplar exemplar) {
      if (!failed) {
        notes.exemplars().add(labels, exemplar);
      }
    }

    @Override
    public void metadata(String metric, MetricMetadata.Entry entry) {
      notes.metadata().say(metric, entry);
    }

    @Override
    public void refused(String reason) {
      failed = true;
      if (reasons.size() < MOST_REASONS && !reasons.contains(reason)) {
        reasons.add(reason);
      }
    }

    @Override
    public void pointEnds() {
      points += failed ? 0 : 1;
      rejected += failed ? 1 : 0;
      failed = false;
    }
  }
}
