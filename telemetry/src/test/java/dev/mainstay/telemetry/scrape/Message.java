package dev.mainstay.telemetry.scrape;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes protobuf for tests. */
final class Message {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Message varint(int field, long value) {
    raw((long) field << 3);
    raw(value);
    return this;
  }

  Message zigzag(int field, long value) {
    return varint(field, (value << 1) ^ (value >> 63));
  }

  Message number(int field, double value) {
    raw(field << 3 | 1);
    out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array());
    return this;
  }

  Message text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Message message(int field, Message value) {
    return bytes(field, value.bytes());
  }

  Message bytes(int field, byte[] value) {
    raw(field << 3 | 2);
    raw(value.length);
    out.writeBytes(value);
    return this;
  }

  private void raw(long value) {
    long rest = value;
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
      out.write((int) (rest & 0x7f | 0x80));
    }
    out.write((int) rest);
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  byte[] delimited() {
    byte[] bytes = bytes();
    var whole = new Message();
    whole.raw(bytes.length);
    whole.out.writeBytes(bytes);
    return whole.bytes();
  }

  static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static Message family(String name, String help, int type) {
    return new Message().text(1, name).text(2, help).varint(3, type);
  }

  /** Classic and native buckets of six observations. */
  static byte[] nativeHistogram() {
    return family("size", "", 4)
        .message(
            4,
            new Message()
                .message(
                    7,
                    new Message()
                        .varint(1, 6)
                        .number(2, 12.5)
                        .message(3, new Message().varint(1, 2).number(2, 1))
                        .message(3, new Message().varint(1, 6).number(2, Double.POSITIVE_INFINITY))
                        .zigzag(5, 3)
                        .number(6, 0.001)
                        .varint(7, 1)
                        .message(12, new Message().zigzag(1, 0).varint(2, 2))
                        .message(12, new Message().zigzag(1, 2).varint(2, 1))
                        .zigzag(13, 1)
                        .zigzag(13, 1)
                        .zigzag(13, 0)))
        .delimited();
  }
}
