package dev.mainstay.telemetry.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads what a {@link ByteWriter} wrote. Reading beyond the end throws an {@link
 * IndexOutOfBoundsException}: the bytes are not what was written.
 */
final class ByteReader {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int end;
  private int at;

  ByteReader(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  ByteReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  int position() {
    return at;
  }

  int remaining() {
    return end - at;
  }

  /** One that reads the same bytes from here on. */
  ByteReader copy() {
    return new ByteReader(bytes, at, end);
  }

  boolean atEnd() {
    return at >= end;
  }

  void skip(int count) {
    need(count);
    at += count;
  }

  int readByte() {
    need(1);
    return bytes[at++];
  }

  int readInt() {
    need(4);
    at += 4;
    return (int) INTS.get(bytes, at - 4);
  }

  long readLong() {
    need(8);
    at += 8;
    return (long) LONGS.get(bytes, at - 8);
  }

  double readDouble() {
    return Double.longBitsToDouble(readLong());
  }

  long readVarint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      need(1);
      byte next = bytes[at++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IndexOutOfBoundsException("a number of more than ten bytes at " + at);
  }

  int readCount() {
    long count = readVarint();
    if (count < 0 || count > end - at) {
      throw new IndexOutOfBoundsException(count + " of something at " + at + " of " + end);
    }
    return (int) count;
  }

  long readZigzag() {
    long value = readVarint();
    return (value >>> 1) ^ -(value & 1);
  }

  byte[] readBytes(int length) {
    need(length);
    var copy = new byte[length];
    System.arraycopy(bytes, at, copy, 0, length);
    at += length;
    return copy;
  }

  String readText() {
    int length = readCount();
    at += length;
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }

  private void need(int count) {
    if (count < 0 || end - at < count) {
      throw new IndexOutOfBoundsException(count + " bytes at " + at + " of " + end);
    }
  }
}
