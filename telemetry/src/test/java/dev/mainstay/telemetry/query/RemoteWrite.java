package dev.mainstay.telemetry.query;

import dev.mainstay.telemetry.NativeHistogram;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Remote write 1.0 requests: protobuf, framed as Snappy without compressing. */
final class RemoteWrite {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** The samples of each series from {@code from} to before {@code to}. */
  static byte[] request(List<TestSeries> series, long from, long to) {
    var request = new RemoteWrite();
    for (TestSeries each : series) {
      var message = new RemoteWrite();
      each.labels()
          .values()
          .forEach((name, value) -> {
            var label = new RemoteWrite();
            label.bytes(1, name.getBytes(StandardCharsets.UTF_8));
            label.bytes(2, value.getBytes(StandardCharsets.UTF_8));
            message.bytes(1, label.out.toByteArray());
          });
      boolean any = false;
      for (int i = 0; i < each.size(); i++) {
        if (each.time(i) >= from && each.time(i) < to) {
          any = true;
          NativeHistogram histogram = each.histogram(i);
          if (histogram == null) {
            var sample = new RemoteWrite();
            sample.number(1, each.value(i));
            sample.integer(2, each.time(i));
            message.bytes(2, sample.out.toByteArray());
          } else {
            message.bytes(4, histogram(histogram, each.time(i)));
          }
        }
      }
      if (any) {
        request.bytes(1, message.out.toByteArray());
      }
    }
    return snappy(request.out.toByteArray());
  }

  private static byte[] histogram(NativeHistogram h, long time) {
    var message = new RemoteWrite();
    message.integer(1, (long) h.count());
    message.number(3, h.sum());
    message.integer(4, zigzag(h.schema()));
    message.number(5, h.zeroThreshold());
    message.integer(6, (long) h.zeroCount());
    message.buckets(h.negative(), 8, 9);
    message.buckets(h.positive(), 11, 12);
    message.integer(15, time);
    return message.out.toByteArray();
  }

  private void buckets(NativeHistogram.Buckets buckets, int spans, int deltas) {
    int next = 0;
    int at = 0;
    while (at < buckets.size()) {
      int begin = at;
      int first = buckets.index(at);
      while (at < buckets.size() && buckets.index(at) == first + at - begin) {
        at++;
      }
      var span = new RemoteWrite();
      span.integer(1, zigzag(first - next));
      span.integer(2, at - begin);
      bytes(spans, span.out.toByteArray());
      next = first + at - begin;
    }
    var packed = new RemoteWrite();
    long before = 0;
    for (int i = 0; i < buckets.size(); i++) {
      packed.varint(zigzag((long) buckets.count(i) - before));
      before = (long) buckets.count(i);
    }
    if (buckets.size() > 0) {
      bytes(deltas, packed.out.toByteArray());
    }
  }

  private static long zigzag(long value) {
    return value << 1 ^ value >> 63;
  }

  private void bytes(int field, byte[] value) {
    varint(field << 3 | 2);
    varint(value.length);
    out.writeBytes(value);
  }

  private void integer(int field, long value) {
    varint(field << 3);
    varint(value);
  }

  private void number(int field, double value) {
    varint(field << 3 | 1);
    out.writeBytes(
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(Double.doubleToRawLongBits(value))
            .array());
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static byte[] snappy(byte[] bytes) {
    var framed = new RemoteWrite();
    framed.varint(bytes.length);
    for (int at = 0; at < bytes.length; at += 65_536) {
      int length = Math.min(65_536, bytes.length - at);
      framed.out.write(61 << 2);
      framed.out.write(length - 1 & 0xff);
      framed.out.write(length - 1 >> 8);
      framed.out.write(bytes, at, length);
    }
    return framed.out.toByteArray();
  }
}
