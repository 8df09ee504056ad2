package dev.mainstay.telemetry.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Walks over a protobuf message where it lies, without objects for what is in it. Whoever uses it
 * keeps the end of an outer message while it reads an inner one.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
public final class Wire {
  public static final int VARINT = 0;
  public static final int FIXED64 = 1;
  public static final int BYTES = 2;
  public static final int FIXED32 = 5;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private String part = "protobuf";

  public Wire over(byte[] in, int from, int to) {
    bytes = in;
    at = from;
    end = to;
    return this;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int position() {
    return at;
  }

  public void position(int to) {
    at = to;
  }

  public int end() {
    return end;
  }

  public void end(int to) {
    end = to;
  }

  public boolean more() {
    return at < end;
  }

  /** What is read now, for messages. */
  public void part(String name) {
    part = name;
  }

  /** The next field's number and type, as they stand in the message. */
  public int tag() throws MalformedException {
    long tag = varint();
    if (tag < 8 || tag > 0xffffffffL) {
      throw problem("field number " + (tag >>> 3));
    }
    return (int) tag;
  }

  public long varint() throws MalformedException {
    int start = at;
    if (at < end && bytes[at] >= 0) {
      return bytes[at++];
    }
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at >= end) {
        at = start;
        throw problem("ends within a number");
      }
      byte next = bytes[at++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    at = start;
    throw problem("a number of more than ten bytes");
  }

  public long zigzag() throws MalformedException {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  public long fixed64() throws MalformedException {
    if (end - at < 8) {
      throw problem("ends within eight bytes");
    }
    at += 8;
    return (long) LONGS.get(bytes, at - 8);
  }

  public double float64() throws MalformedException {
    return Double.longBitsToDouble(fixed64());
  }

  /** The length of what follows, which is within this message. */
  public int length() throws MalformedException {
    int start = at;
    long length = varint();
    int left = end - at;
    if (length < 0 || length > left) {
      at = start;
      throw problem("length " + Long.toUnsignedString(length) + " with " + left + " left");
    }
    return (int) length;
  }

  /** Enters an inner message; gives the end of this one, to go back to with {@link #leave}. */
  public int enter() throws MalformedException {
    int length = length();
    int outer = end;
    end = at + length;
    return outer;
  }

  public void leave(int outer) {
    at = end;
    end = outer;
  }

  public void skip(int tag) throws MalformedException {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> fixed64();
      case BYTES -> {
        int length = length();
        at += length;
      }
      case FIXED32 -> {
        if (end - at < 4) {
          throw problem("ends within four bytes");
        }
        at += 4;
      }
      default -> throw problem("field " + (tag >>> 3) + " of type " + (tag & 7));
    }
  }

  public String text() throws MalformedException {
    int length = length();
    String text = text(at, at + length);
    at += length;
    return text;
  }

  /** The text between two positions. */
  public String text(int from, int to) throws MalformedException {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) {
        try {
          return StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, from, to - from))
              .toString();
        } catch (CharacterCodingException e) {
          throw new MalformedException(part, from, "text is not UTF-8");
        }
      }
    }
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** As {@link #enter()}, of a field that must be a message. */
  public int enter(int tag) throws MalformedException {
    expect(tag, BYTES);
    return enter();
  }

  /** As {@link #text()}, of a field that must be one. */
  public String text(int tag) throws MalformedException {
    expect(tag, BYTES);
    return text();
  }

  /** As {@link #varint()}, of a field that must be one. */
  public long varint(int tag) throws MalformedException {
    expect(tag, VARINT);
    return varint();
  }

  /** As {@link #fixed64()}, of a field that must be one. */
  public long fixed64(int tag) throws MalformedException {
    expect(tag, FIXED64);
    return fixed64();
  }

  /** As {@link #float64()}, of a field that must be one. */
  public double float64(int tag) throws MalformedException {
    return Double.longBitsToDouble(fixed64(tag));
  }

  public void expect(int tag, int type) throws MalformedException {
    if ((tag & 7) != type) {
      throw problem("field " + (tag >>> 3) + " of type " + (tag & 7) + " (expected: " + type + ")");
    }
  }

  public MalformedException problem(String reason) {
    return new MalformedException(part, at, reason);
  }
}
