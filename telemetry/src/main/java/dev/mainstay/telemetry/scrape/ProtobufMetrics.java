package dev.mainstay.telemetry.scrape;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.ingest.MalformedException;
import dev.mainstay.telemetry.ingest.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Metric families in protobuf, each with its length before it: the only form of exposition that has
 * native histograms; single use.
 *
 * @see <a
 *     href="https://github.com/prometheus/client_model/blob/master/io/prometheus/client/metrics.proto">the
 *     messages</a>
 */
final class ProtobufMetrics {
  private static final String[] TYPES = {
    "counter", "gauge", "summary", "unknown", "histogram", "gaugehistogram"
  };

  private final Wire wire = new Wire();
  private final boolean classicToo;
  private final List<ScrapedSample> samples = new ArrayList<>();
  private final Map<String, Scraped.Family> families = new HashMap<>();

  /**
   * A reader.
   *
   * @param classicToo whether the classic buckets of a native histogram become samples too
   */
  ProtobufMetrics(byte[] body, boolean classicToo) {
    this.classicToo = classicToo;
    wire.over(body, 0, body.length);
    wire.part("metric family");
  }

  Scraped read() throws MalformedException {
    while (wire.more()) {
      int outer = wire.enter();
      family();
      wire.leave(outer);
    }
    return new Scraped(samples, families);
  }

  private void family() throws MalformedException {
    int start = wire.position();
    String name = "";
    String help = "";
    String unit = "";
    int type = 0;
    while (wire.more()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 1 -> name = wire.text(tag);
        case 2 -> help = wire.text(tag);
        case 3 -> type = (int) wire.varint(tag);
        case 5 -> unit = wire.text(tag);
        default -> wire.skip(tag);
      }
    }
    if (name.isEmpty()) {
      throw new MalformedException("metric family", start, "no name");
    }
    if (type < 0 || type >= TYPES.length) {
      throw new MalformedException("metric family", start, name + ": type " + type);
    }
    families.put(name, new Scraped.Family(TYPES[type], help, unit));
    wire.position(start);
    while (wire.more()) {
      int tag = wire.tag();
      if (tag >>> 3 == 4) {
        int outer = wire.enter(tag);
        metric(name, TYPES[type]);
        wire.leave(outer);
      } else {
        wire.skip(tag);
      }
    }
  }

  private void metric(String name, String type) throws MalformedException {
    int start = wire.position();
    var labels = new LinkedHashMap<String, String>();
    long millis = ScrapedSample.NO_TIME;
    while (wire.more()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 1 -> pair(tag, labels);
        case 6 -> millis = wire.varint(tag);
        default -> wire.skip(tag);
      }
    }
    wire.position(start);
    while (wire.more()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 2, 5 -> {
          int outer = wire.enter(tag);
          add(name, labels, simple(), millis, List.of());
          wire.leave(outer);
        }
        case 3 -> {
          int outer = wire.enter(tag);
          counter(name, labels, millis);
          wire.leave(outer);
        }
        case 4 -> {
          int outer = wire.enter(tag);
          summary(name, labels, millis);
          wire.leave(outer);
        }
        case 7 -> {
          int outer = wire.enter(tag);
          var histogram = new ProtobufHistogram(wire, type.equals("gaugehistogram"));
          histogram.read();
          wire.leave(outer);
          histogram(name, labels, millis, histogram);
        }
        default -> wire.skip(tag);
      }
    }
  }

  private double simple() throws MalformedException {
    double value = 0;
    while (wire.more()) {
      int tag = wire.tag();
      if (tag >>> 3 == 1) {
        value = wire.float64(tag);
      } else {
        wire.skip(tag);
      }
    }
    return value;
  }

  private void counter(String name, Map<String, String> labels, long millis)
      throws MalformedException {
    double value = 0;
    var exemplars = new ArrayList<ScrapedSample.Exemplar>();
    while (wire.more()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 1 -> {
          value = wire.float64(tag);
        }
        case 2 -> exemplars.add(exemplar(wire, tag));
        default -> wire.skip(tag);
      }
    }
    add(name, labels, value, millis, exemplars);
  }

  private void summary(String name, Map<String, String> labels, long millis)
      throws MalformedException {
    double count = 0;
    double sum = 0;
    while (wire.more()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 1 -> count = unsigned(wire.varint(tag));
        case 2 -> {
          sum = wire.float64(tag);
        }
        case 3 -> {
          int outer = wire.enter(tag);
          double quantile = 0;
          double value = 0;
          while (wire.more()) {
            int field = wire.tag();
            switch (field >>> 3) {
              case 1 -> quantile = wire.float64();
              case 2 -> value = wire.float64();
              default -> wire.skip(field);
            }
          }
          wire.leave(outer);
          var with = new LinkedHashMap<>(labels);
          with.put("quantile", Bounds.text(quantile));
          add(name, with, value, millis, List.of());
        }
        default -> wire.skip(tag);
      }
    }
    add(name + "_count", labels, count, millis, List.of());
    add(name + "_sum", labels, sum, millis, List.of());
  }

  private void histogram(
      String name, Map<String, String> labels, long millis, ProtobufHistogram from)
      throws MalformedException {
    if (from.isNative()) {
      var named = new LinkedHashMap<>(labels);
      named.put(Labels.NAME, name);
      samples.add(
          new ScrapedSample(named, Double.NaN, from.toNative(), millis, from.nativeExemplars()));
      if (!classicToo || from.buckets().isEmpty()) {
        return;
      }
    }
    add(name + "_count", labels, from.count(), millis, List.of());
    add(name + "_sum", labels, from.sum(), millis, List.of());
    boolean infinite = false;
    for (ProtobufHistogram.Bucket bucket : from.buckets()) {
      infinite |= bucket.bound() == Double.POSITIVE_INFINITY;
      var with = new LinkedHashMap<>(labels);
      with.put("le", Bounds.text(bucket.bound()));
      add(name + "_bucket", with, bucket.count(), millis, bucket.exemplars());
    }
    if (!infinite) {
      var with = new LinkedHashMap<>(labels);
      with.put("le", "+Inf");
      add(name + "_bucket", with, from.count(), millis, List.of());
    }
  }

  private void add(
      String name,
      Map<String, String> labels,
      double value,
      long millis,
      List<ScrapedSample.Exemplar> exemplars) {
    var named = new LinkedHashMap<>(labels);
    named.put(Labels.NAME, name);
    samples.add(new ScrapedSample(named, value, null, millis, exemplars));
  }

  static double unsigned(long value) {
    return value >= 0 ? value : (value >>> 1) * 2.0 + (value & 1);
  }

  private void pair(int tag, Map<String, String> into) throws MalformedException {
    pair(wire, tag, into);
  }

  private static void pair(Wire wire, int tag, Map<String, String> into) throws MalformedException {
    int outer = wire.enter(tag);
    String name = "";
    String value = "";
    while (wire.more()) {
      int field = wire.tag();
      switch (field >>> 3) {
        case 1 -> name = wire.text();
        case 2 -> value = wire.text();
        default -> wire.skip(field);
      }
    }
    wire.leave(outer);
    if (into.put(name, value) != null) {
      throw wire.problem("second label " + name);
    }
  }

  static ScrapedSample.Exemplar exemplar(Wire wire, int tag) throws MalformedException {
    int outer = wire.enter(tag);
    var labels = new LinkedHashMap<String, String>();
    double value = 0;
    long millis = ScrapedSample.NO_TIME;
    while (wire.more()) {
      int field = wire.tag();
      switch (field >>> 3) {
        case 1 -> pair(wire, field, labels);
        case 2 -> value = wire.float64();
        case 3 -> {
          int inner = wire.enter();
          long seconds = 0;
          long nanos = 0;
          while (wire.more()) {
            int part = wire.tag();
            switch (part >>> 3) {
              case 1 -> seconds = wire.varint();
              case 2 -> nanos = wire.varint();
              default -> wire.skip(part);
            }
          }
          wire.leave(inner);
          millis = seconds * 1000 + nanos / 1_000_000;
        }
        default -> wire.skip(field);
      }
    }
    wire.leave(outer);
    return new ScrapedSample.Exemplar(labels, value, millis);
  }
}
