package dev.mainstay.telemetry.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes protobuf fields one after the other; fields with the value 0 are left out. */
public final class ProtobufWriter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int size;

  public ProtobufWriter(int room) {
    bytes = new byte[Math.max(16, room)];
  }

  public int size() {
    return size;
  }

  /** What was written, valid up to {@link #size} until the next write. */
  public byte[] array() {
    return bytes;
  }

  public void clear() {
    size = 0;
  }

  public ProtobufWriter varint(int field, long value) {
    if (value != 0) {
      raw((long) field << 3);
      raw(value);
    }
    return this;
  }

  public ProtobufWriter zigzag(int field, long value) {
    return varint(field, (value << 1) ^ (value >> 63));
  }

  /** Also 0, which a reader cannot tell from a value that is not there. */
  public ProtobufWriter number(int field, double value) {
    raw((long) field << 3 | Wire.FIXED64);
    fixed(value);
    return this;
  }

  /** Numbers in one field. */
  public ProtobufWriter numbers(int field, double[] values) {
    if (values.length > 0) {
      raw((long) field << 3 | Wire.BYTES);
      raw(8L * values.length);
      for (double value : values) {
        fixed(value);
      }
    }
    return this;
  }

  public ProtobufWriter text(int field, String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    return bytes(field, encoded, encoded.length);
  }

  public ProtobufWriter message(int field, ProtobufWriter value) {
    return bytes(field, value.bytes, value.size);
  }

  /** A message by itself, after its length. */
  public ProtobufWriter delimited(ProtobufWriter value) {
    raw(value.size);
    return raw(value.bytes, value.size);
  }

  private ProtobufWriter bytes(int field, byte[] value, int length) {
    raw((long) field << 3 | Wire.BYTES);
    raw(length);
    return raw(value, length);
  }

  private ProtobufWriter raw(byte[] value, int length) {
    room(length);
    System.arraycopy(value, 0, bytes, size, length);
    size += length;
    return this;
  }

  private void fixed(double value) {
    room(8);
    LONGS.set(bytes, size, Double.doubleToRawLongBits(value));
    size += 8;
  }

  private void raw(long value) {
    room(10);
    long rest = value;
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
      bytes[size++] = (byte) (rest & 0x7f | 0x80);
    }
    bytes[size++] = (byte) rest;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }
}
