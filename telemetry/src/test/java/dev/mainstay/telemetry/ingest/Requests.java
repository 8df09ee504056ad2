package dev.mainstay.telemetry.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds protobuf messages for tests, field by field. */
final class Requests {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Requests varint(int field, long value) {
    raw((long) field << 3);
    raw(value);
    return this;
  }

  Requests zigzag(int field, long value) {
    return varint(field, (value << 1) ^ (value >> 63));
  }

  Requests fixed64(int field, long value) {
    raw((long) field << 3 | 1);
    for (int i = 0; i < 8; i++) {
      out.write((int) (value >>> (8 * i)));
    }
    return this;
  }

  Requests number(int field, double value) {
    return fixed64(field, Double.doubleToRawLongBits(value));
  }

  Requests text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Requests message(int field, Requests message) {
    return bytes(field, message.out.toByteArray());
  }

  Requests bytes(int field, byte[] value) {
    raw((long) field << 3 | 2);
    raw(value.length);
    out.writeBytes(value);
    return this;
  }

  /** A packed list of varints. */
  Requests packed(int field, long... values) {
    var list = new Requests();
    for (long value : values) {
      list.raw(value);
    }
    return bytes(field, list.out.toByteArray());
  }

  private void raw(long value) {
    long rest = value;
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
      out.write((int) (rest | 0x80));
    }
    out.write((int) rest);
  }

  byte[] plain() {
    return out.toByteArray();
  }

  byte[] snappy() {
    return Snappy.compress(out.toByteArray(), out.size());
  }

  static Requests label(String name, String value) {
    return new Requests().text(1, name).text(2, value);
  }

  static Requests sample(double value, long millis) {
    return new Requests().number(1, value).varint(2, millis);
  }

  /** A series of remote write 1.0. */
  static Requests series(String... pairs) {
    var series = new Requests();
    for (int i = 0; i < pairs.length; i += 2) {
      series.message(1, label(pairs[i], pairs[i + 1]));
    }
    return series;
  }
}
