package dev.mainstay.telemetry.ingest;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.SampleBatch;
import dev.mainstay.telemetry.SampleNotes;
import dev.mainstay.telemetry.SeriesKey;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.SeriesStore.Appended;
import org.jspecify.annotations.Nullable;

/**
 * Prometheus remote write, 1.0 and 2.0: reads a compressed request and puts its samples into a
 * store, without an object for any of them. A series is found by a hash of its labels as they lie
 * in the message; only labels not seen before are decoded. Reusable, not thread-safe.
 *
 * @see <a href="https://prometheus.io/docs/specs/prw/remote_write_spec/">1.0</a>
 * @see <a href="https://prometheus.io/docs/specs/prw/remote_write_spec_2_0/">2.0</a>
 */
public final class RemoteWrite {
  /** Bytes that a request may have after decompression. */
  public static final int BODY_LIMIT = 16 << 20;

  private static final int KEPT_BYTES = 4 << 20;

  private final Wire wire = new Wire();
  private final SeriesKey key = new SeriesKey();
  private final WireHistogram histogram = new WireHistogram();
  private final SeriesLabels labels = new SeriesLabels(wire);
  private final WireNotes notes;
  private byte[] body = new byte[64 << 10];

  /**
   * A decoder.
   *
   * @param notes takes metadata and exemplars
   */
  public RemoteWrite(SampleNotes notes) {
    this.notes = new WireNotes(wire, labels, notes);
  }

  /** The messages of the two versions. */
  public enum Version {
    V1("1.0"),
    V2("2.0");

    private final String text;

    Version(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * Takes in a request, and returns when its samples are kept for good. Samples that the store does
   * not take are counted in the result; the others are kept.
   *
   * @param compressed in Snappy's block format
   * @throws MalformedException if the body is not a request; what comes before is kept, so that the
   *     same request may be sent again
   */
  public WriteResult write(SeriesStore store, Version version, byte[] compressed, int size)
      throws MalformedException {
    int length = Snappy.length(compressed, size, BODY_LIMIT);
    if (body.length < length + Snappy.SLACK) {
      body = new byte[Math.min(BODY_LIMIT, length + length / 4) + Snappy.SLACK];
    }
    try {
      Snappy.decompress(compressed, size, body, length);
      wire.over(body, 0, length);
      return write(store, version);
    } finally {
      if (body.length > KEPT_BYTES) {
        body = new byte[64 << 10];
        labels.symbols().clear();
      }
    }
  }

  private WriteResult write(SeriesStore store, Version version) throws MalformedException {
    var result = new WriteResult();
    try (SampleBatch batch = store.batch()) {
      if (version == Version.V1) {
        requestV1(batch, result);
      } else {
        requestV2(batch, result);
      }
      batch.commit();
    }
    return result;
  }

  private void requestV1(SampleBatch batch, WriteResult result) throws MalformedException {
    wire.part("write request");
    while (wire.more()) {
      int tag = wire.tag();
      if (tag >>> 3 == 1 || tag >>> 3 == 3) {
        int outer = wire.enter(tag);
        if (tag >>> 3 == 1) {
          seriesV1(batch, result);
        } else {
          notes.metadata();
        }
        wire.leave(outer);
      } else {
        wire.skip(tag);
      }
    }
  }

  private void seriesV1(SampleBatch batch, WriteResult result) throws MalformedException {
    int start = wire.position();
    int samples = 0;
    int exemplars = 0;
    int labelsEnd = start;
    boolean together = true;
    while (wire.more()) {
      int tag = wire.tag();
      if (tag >>> 3 == 1) {
        together &= samples == 0;
        wire.expect(tag, Wire.BYTES);
        int length = wire.length();
        wire.position(wire.position() + length);
        labelsEnd = wire.position();
      } else {
        samples += tag >>> 3 == 2 || tag >>> 3 == 4 ? 1 : 0;
        exemplars += tag >>> 3 == 3 ? 1 : 0;
        wire.skip(tag);
      }
    }
    wire.position(start);
    SampleBatch.Refusal refusal = null;
    if (together) {
      key.start(1);
      key.mix(wire.bytes(), start, labelsEnd);
      if (!batch.choose(key)) {
        refusal = begin(batch, key, labels.version1(), samples);
      }
    } else {
      refusal = begin(batch, null, labels.version1(), samples);
    }
    if (refusal != null) {
      refused(refusal, samples, exemplars, result);
      return;
    }
    notes.series(Version.V1, start, 0);
    wire.position(together ? labelsEnd : start);
    samples(batch, result, 2, 4, 3);
  }

  private static SampleBatch.@Nullable Refusal begin(
      SampleBatch batch, @Nullable SeriesKey key, Labels labels, int samples) {
    if (samples == 0) {
      return NOTHING;
    }
    return labels.size() > 0 && labels.metric().isEmpty()
        ? new SampleBatch.Refusal(
            Appended.LABELS, labels + ": a series without a name (expected: " + Labels.NAME + ")")
        : batch.choose(key, labels);
  }

  private static final SampleBatch.Refusal NOTHING =
      new SampleBatch.Refusal(Appended.LABELS, "a series without samples");

  private static void refused(
      SampleBatch.Refusal why, int samples, int exemplars, WriteResult result) {
    if (samples > 0) {
      result.refused(why.kind(), samples, why.reason());
    }
    if (exemplars > 0) {
      result.refusedExemplars(exemplars, why.reason());
    }
  }

  private void requestV2(SampleBatch batch, WriteResult result) throws MalformedException {
    wire.part("write request");
    labels.symbols().clear();
    notes.request();
    int start = wire.position();
    while (wire.more()) {
      int tag = wire.tag();
      if (tag >>> 3 == 4) {
        wire.expect(tag, Wire.BYTES);
        int length = wire.length();
        labels.symbols().add(wire.bytes(), wire.position(), wire.position() + length);
        wire.position(wire.position() + length);
      } else {
        wire.skip(tag);
      }
    }
    wire.position(start);
    while (wire.more()) {
      int tag = wire.tag();
      if (tag >>> 3 == 5) {
        int outer = wire.enter(tag);
        seriesV2(batch, result);
        wire.leave(outer);
      } else {
        wire.skip(tag);
      }
    }
  }

  private void seriesV2(SampleBatch batch, WriteResult result) throws MalformedException {
    int start = wire.position();
    int count = 0;
    int samples = 0;
    int exemplars = 0;
    int described = -1;
    while (wire.more()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 1 -> count = labels.references(tag, count);
        case 2, 3 -> {
          samples++;
          wire.skip(tag);
        }
        case 4 -> {
          exemplars++;
          wire.skip(tag);
        }
        case 5 -> {
          wire.expect(tag, Wire.BYTES);
          described = wire.position();
          wire.skip(tag);
        }
        default -> wire.skip(tag);
      }
    }
    key.start(2);
    labels.mixInto(key, count, start);
    if (!batch.choose(key)) {
      SampleBatch.Refusal refusal = begin(batch, key, labels.version2(0, count, start), samples);
      if (refusal != null) {
        refused(refusal, samples, exemplars, result);
        return;
      }
    }
    notes.series(Version.V2, start, count);
    if (described >= 0) {
      wire.position(described);
      notes.seriesMetadata();
    }
    wire.position(start);
    samples(batch, result, 2, 3, 4);
  }

  private void samples(SampleBatch batch, WriteResult result, int numbers, int hists, int exemplars)
      throws MalformedException {
    while (wire.more()) {
      int tag = wire.tag();
      int field = tag >>> 3;
      if (field == numbers) {
        int outer = wire.enter(tag);
        sample(batch, result);
        wire.leave(outer);
      } else if (field == hists) {
        int outer = wire.enter(tag);
        NativeHistogram value = histogram.read(wire);
        wire.leave(outer);
        count(batch.add(histogram.timestamp(), value), histogram.timestamp(), true, result);
      } else if (field == exemplars) {
        int outer = wire.enter(tag);
        notes.exemplar(result);
        wire.leave(outer);
      } else {
        wire.skip(tag);
      }
    }
  }

  private void sample(SampleBatch batch, WriteResult result) throws MalformedException {
    double value = 0;
    long timestamp = 0;
    while (wire.more()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 1 -> {
          value = wire.float64(tag);
        }
        case 2 -> {
          timestamp = wire.varint(tag);
        }
        default -> wire.skip(tag);
      }
    }
    count(batch.add(timestamp, value), timestamp, false, result);
  }

  private static void count(Appended what, long timestamp, boolean hist, WriteResult result) {
    if (what == Appended.STORED || what == Appended.DUPLICATE) {
      result.stored(hist);
      return;
    }
    result.refused(what, 1, result.wantsReason() ? reason(what, timestamp) : "");
  }

  private static String reason(Appended what, long timestamp) {
    return switch (what) {
      case OUT_OF_ORDER ->
          "the sample at "
              + timestamp
              + " is older than its series takes in, or has another value than the one stored";
      case AHEAD -> "the sample at " + timestamp + " is too far in the future";
      case SERIES_LIMIT -> "the store holds its limit of series";
      default -> what.toString();
    };
  }
}
