package dev.mainstay.benchmarks.samples;

import dev.mainstay.telemetry.ingest.Snappy;
import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * Remote write 1.0 requests for a fixed set of series, one sample of each a request: encoded once,
 * then only times and values are written into the same bytes. A third of the series are busy
 * counters, a third slow ones, a sixth gauges of whole numbers, a sixth gauges of three decimal
 * places.
 */
final class Requests {
  /** Names of metrics. */
  static final int METRICS = 50;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int TIME_BYTES = 6;

  private final byte[] body;
  private final int[] valueAt;
  private final IntUnaryOperator kind;
  private final int first;
  private final double[] values;
  private long random;

  /**
   * Requests for series {@code first} to {@code first + count - 1}.
   *
   * @param run names the series, so that two runs have none in common
   */
  Requests(int first, int count, String run) {
    this(first, count, series -> labels(series, run), series -> series % 6);
  }

  private Requests(
      int first, int count, IntFunction<Map<String, String>> labels, IntUnaryOperator kind) {
    this.kind = kind;
    this.first = first;
    this.values = new double[count];
    this.valueAt = new int[count];
    this.random = first * 0x9E3779B97F4A7C15L + 1;
    var out = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      byte[] own = encoded(labels.apply(first + i));
      int sample = 1 + 8 + 1 + TIME_BYTES;
      out.write(0x0a);
      varint(out, own.length + 2 + sample);
      out.writeBytes(own);
      out.write(0x12);
      out.write(sample);
      out.write(0x09);
      valueAt[i] = out.size();
      out.writeBytes(new byte[8]);
      out.write(0x10);
      out.writeBytes(new byte[TIME_BYTES]);
    }
    body = out.toByteArray();
  }

  /** Requests for busy counters with labels of their own, the metric's name among them. */
  static Requests counters(int first, int count, IntFunction<Map<String, String>> labels) {
    return new Requests(first, count, labels, series -> 0);
  }

  /** Requests for as many other series, of another run. */
  Requests successor(String run) {
    return new Requests(first, values.length, run);
  }

  int count() {
    return values.length;
  }

  int bytes() {
    return body.length;
  }

  static String metric(int number) {
    return "http_server_requests_" + number + "_total";
  }

  private static Map<String, String> labels(int series, String run) {
    int instance = series / 500;
    return Map.of(
        "__name__",
        metric(series % METRICS),
        "cluster",
        "production-1",
        "instance",
        "10.0." + instance / 250 + "." + instance % 250 + ":8080",
        "job",
        "payments",
        "method",
        series / METRICS % 2 == 0 ? "GET" : "POST",
        "run",
        run,
        "status",
        Integer.toString(200 + series / 100 % 5));
  }

  private static byte[] encoded(Map<String, String> labels) {
    var out = new ByteArrayOutputStream();
    new TreeMap<>(labels).forEach((name, value) -> label(out, name, value));
    return out.toByteArray();
  }

  private static void label(ByteArrayOutputStream out, String name, String value) {
    byte[] n = name.getBytes(StandardCharsets.UTF_8);
    byte[] v = value.getBytes(StandardCharsets.UTF_8);
    out.write(0x0a);
    varint(out, n.length + v.length + 4);
    out.write(0x0a);
    varint(out, n.length);
    out.writeBytes(n);
    out.write(0x12);
    varint(out, v.length);
    out.writeBytes(v);
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    for (; rest > 0x7f; rest >>>= 7) {
      out.write(rest | 0x80);
    }
    out.write(rest);
  }

  /** The next request: every series with its next value at {@code millis}. */
  byte[] next(long millis) {
    for (int i = 0; i < values.length; i++) {
      values[i] = next(first + i, values[i]);
      LONGS.set(body, valueAt[i], Double.doubleToRawLongBits(values[i]));
      int at = valueAt[i] + 9;
      for (int b = 0; b < TIME_BYTES; b++) {
        body[at + b] = (byte) ((millis >>> (7 * b)) & 0x7f | (b < TIME_BYTES - 1 ? 0x80 : 0));
      }
    }
    return Snappy.compress(body, body.length);
  }

  private double next(int series, double last) {
    long draw = draw();
    return switch (kind.applyAsInt(series)) {
      case 0, 1 -> last + (draw & 63);
      case 2, 3 -> (draw & 15) == 0 ? last + 1 : last;
      case 4 -> Math.max(0, last + (draw & 7) - 3);
      default -> ((draw & 1023) + 100) / 1000.0;
    };
  }

  private long draw() {
    random ^= random << 13;
    random ^= random >>> 7;
    random ^= random << 17;
    return random >>> 20;
  }
}
