package dev.mainstay.telemetry.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow while numbers are written to them. Reusable, not thread-safe. */
final class ByteWriter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int size;

  ByteWriter(int room) {
    bytes = new byte[Math.max(16, room)];
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** What is written to, valid up to {@link #size} until the next write. */
  byte[] array() {
    return bytes;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  ByteWriter writeByte(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  ByteWriter writeInt(int value) {
    room(4);
    INTS.set(bytes, size, value);
    size += 4;
    return this;
  }

  void setInt(int at, int value) {
    INTS.set(bytes, at, value);
  }

  ByteWriter writeLong(long value) {
    room(8);
    LONGS.set(bytes, size, value);
    size += 8;
    return this;
  }

  ByteWriter writeDouble(double value) {
    return writeLong(Double.doubleToRawLongBits(value));
  }

  /** An unsigned number in groups of seven bits, the lowest first. */
  ByteWriter writeVarint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  /** A signed number, small when it is near zero. */
  ByteWriter writeZigzag(long value) {
    return writeVarint((value << 1) ^ (value >> 63));
  }

  ByteWriter writeBytes(byte[] from, int offset, int length) {
    room(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
    return this;
  }

  ByteWriter writeText(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    writeVarint(encoded.length);
    return writeBytes(encoded, 0, encoded.length);
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length + bytes.length / 2));
    }
  }
}
