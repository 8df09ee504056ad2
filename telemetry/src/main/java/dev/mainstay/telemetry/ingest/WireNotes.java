package dev.mainstay.telemetry.ingest;

import dev.mainstay.telemetry.Exemplars.Exemplar;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.MetricMetadata;
import dev.mainstay.telemetry.SampleNotes;
import dev.mainstay.telemetry.ingest.RemoteWrite.Version;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What comes beside the samples of remote write, of either version: metadata, exemplars. */
final class WireNotes {
  private static final List<String> TYPES =
      List.of(
          "unknown",
          "counter",
          "gauge",
          "histogram",
          "gaugehistogram",
          "summary",
          "info",
          "stateset");
  private static final int PLACES = 1 << 11;
  private static final int SYMBOL_BITS = 20;

  private final Wire wire;
  private final SeriesLabels labels;
  private final SampleNotes notes;
  // What was said in this request already, by a hash: in 2.0 every series of a metric says it.
  private final long[] said = new long[PLACES];
  private boolean anySaid;
  private Version version = Version.V1;
  private int start;
  private int seriesEnd;
  private int count;
  private @Nullable Labels series;

  WireNotes(Wire wire, SeriesLabels labels, SampleNotes notes) {
    this.wire = wire;
    this.labels = labels;
    this.notes = notes;
  }

  /** Another request begins. */
  void request() {
    if (anySaid) {
      Arrays.fill(said, 0);
      anySaid = false;
    }
  }

  /**
   * The series of what follows, within whose message the wire is.
   *
   * @param start of its message
   * @param count symbols of its labels, in 2.0
   */
  void series(Version version, int start, int count) {
    this.version = version;
    this.start = start;
    this.seriesEnd = wire.end();
    this.count = count;
    this.series = null;
  }

  private static String type(long number) {
    return number >= 0 && number < TYPES.size() ? TYPES.get((int) number) : TYPES.getFirst();
  }

  /** Reads the metadata message of 1.0 that the wire is within. */
  void metadata() throws MalformedException {
    long type = 0;
    String family = "";
    String help = "";
    String unit = "";
    while (wire.more()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 1 -> type = wire.varint(tag);
        case 2 -> family = wire.text(tag);
        case 4 -> help = wire.text(tag);
        case 5 -> unit = wire.text(tag);
        default -> wire.skip(tag);
      }
    }
    notes.metadata().say(family, new MetricMetadata.Entry(type(type), help, unit));
  }

  /** Reads the metadata message of a series of 2.0, from its length on. */
  void seriesMetadata() throws MalformedException {
    int outer = wire.enter();
    long type = 0;
    long help = 0;
    long unit = 0;
    while (wire.more()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 1 -> type = wire.varint(tag);
        case 3 -> help = wire.varint(tag);
        case 4 -> unit = wire.varint(tag);
        default -> wire.skip(tag);
      }
    }
    wire.leave(outer);
    int metric = labels.metric(count);
    if (metric < 0 || (type == 0 && help == 0 && unit == 0) || isSaid(metric, type, help, unit)) {
      return;
    }
    String kind = type(type);
    notes
        .metadata()
        .say(
            family(labels.symbol(metric, start), kind),
            new MetricMetadata.Entry(
                kind,
                labels.symbol((int) Math.min(help, Integer.MAX_VALUE), start),
                labels.symbol((int) Math.min(unit, Integer.MAX_VALUE), start)));
  }

  private boolean isSaid(int metric, long type, long help, long unit) {
    long most = 1L << SYMBOL_BITS;
    if (metric >= most
        || help < 0
        || help >= most
        || unit < 0
        || unit >= most
        || (type & ~7) != 0) {
      return false;
    }
    long all = type << 3 * SYMBOL_BITS | unit << 2 * SYMBOL_BITS | help << SYMBOL_BITS | metric;
    int place = (int) (all * 0x9E3779B97F4A7C15L >>> 64 - 11);
    boolean before = said[place] == ~all;
    said[place] = ~all;
    anySaid = true;
    return before;
  }

  /** A series of a histogram or summary is a part of its family. */
  private static String family(String metric, String type) {
    boolean parts =
        type.equals("histogram") || type.equals("gaugehistogram") || type.equals("summary");
    for (String suffix : List.of("_bucket", "_count", "_sum")) {
      if (parts && metric.endsWith(suffix)) {
        return metric.substring(0, metric.length() - suffix.length());
      }
    }
    return metric;
  }

  /** Reads the exemplar message that the wire is within, and keeps it. */
  void exemplar(WriteResult result) throws MalformedException {
    int from = wire.position();
    double value = 0;
    long millis = 0;
    int symbols = count;
    while (wire.more()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 1 -> {
          if (version == Version.V2) {
            symbols = labels.references(tag, symbols);
          } else {
            wire.skip(tag);
          }
        }
        case 2 -> {
          value = wire.float64(tag);
        }
        case 3 -> millis = wire.varint(tag);
        default -> wire.skip(tag);
      }
    }
    Labels own;
    if (version == Version.V2) {
      own = labels.version2(count, symbols, from);
    } else {
      wire.position(from);
      own = labels.version1();
    }
    switch (notes.exemplars().add(series(), new Exemplar(own, value, millis))) {
      case KEPT, KNOWN -> result.exemplar();
      case LATE -> result.refusedExemplars(1, "the one at " + millis + " is older than one before");
      case TOO_LONG ->
          result.refusedExemplars(
              1, "the labels of the one at " + millis + " have more than 128 characters");
    }
  }

  private Labels series() throws MalformedException {
    if (series == null) {
      if (version == Version.V2) {
        series = labels.version2(0, count, start);
      } else {
        int back = wire.position();
        int end = wire.end();
        wire.position(start);
        wire.end(seriesEnd);
        series = labels.version1();
        wire.end(end);
        wire.position(back);
      }
    }
    return series;
  }
}
