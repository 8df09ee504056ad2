package dev.mainstay.telemetry.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Snappy's block format, as remote write uses it.
 *
 * @see <a href="https://github.com/google/snappy/blob/main/format_description.txt">the format</a>
 */
public final class Snappy {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** Room that the output needs beyond its length, for copies of eight bytes. */
  public static final int SLACK = 16;

  private static final int TABLE_BITS = 14;
  private static final String PART = "snappy";

  private Snappy() {}

  /**
   * The length of what {@code in} holds, from its first bytes.
   *
   * @throws MalformedException if it says none, or more than {@code limit}
   */
  public static int length(byte[] in, int size, int limit) throws MalformedException {
    long length = 0;
    for (int at = 0; at < 5; at++) {
      if (at >= size) {
        throw new MalformedException(PART, at, "ends within the length");
      }
      length |= (in[at] & 0x7fL) << (7 * at);
      if (in[at] >= 0) {
        if (length > limit) {
          throw new MalformedException(
              PART, 0, length + " bytes decompressed (limit " + limit + ")");
        }
        return (int) length;
      }
    }
    throw new MalformedException(PART, 0, "a length of more than five bytes");
  }

  /**
   * Decompresses a block.
   *
   * @param out with at least {@code length + SLACK} bytes
   * @param length from {@link #length}
   */
  public static void decompress(byte[] in, int size, byte[] out, int length)
      throws MalformedException {
    int at = 0;
    while (in[at++] < 0) {
      // the length, read before
    }
    int to = 0;
    while (at < size) {
      int tag = in[at++] & 0xff;
      int kind = tag & 3;
      if (kind == 0) {
        int count = (tag >>> 2) + 1;
        if (count > 60) {
          int extra = count - 60;
          if (at + extra > size) {
            throw new MalformedException(PART, at, "ends within a literal's length");
          }
          count = 0;
          for (int i = 0; i < extra; i++) {
            count |= (in[at + i] & 0xff) << (8 * i);
          }
          count++;
          at += extra;
        }
        if (count <= 0 || count > size - at || count > length - to) {
          throw new MalformedException(PART, at, "a literal of " + count + " bytes");
        }
        if (count <= 16 && at + 16 <= size) {
          LONGS.set(out, to, (long) LONGS.get(in, at));
          LONGS.set(out, to + 8, (long) LONGS.get(in, at + 8));
        } else {
          System.arraycopy(in, at, out, to, count);
        }
        at += count;
        to += count;
        continue;
      }
      int extra = kind == 3 ? 4 : kind;
      if (at + extra > size) {
        throw new MalformedException(PART, at, "ends within a copy");
      }
      int count = kind == 1 ? ((tag >>> 2) & 7) + 4 : (tag >>> 2) + 1;
      int offset =
          switch (kind) {
            case 1 -> ((tag >>> 5) << 8) | (in[at] & 0xff);
            case 2 -> (in[at] & 0xff) | ((in[at + 1] & 0xff) << 8);
            default -> (int) INTS.get(in, at);
          };
      at += extra;
      if (offset <= 0 || offset > to || count > length - to) {
        throw new MalformedException(
            PART, at, "a copy of " + count + " bytes from " + offset + " back at " + to);
      }
      copy(out, to, offset, count);
      to += count;
    }
    if (to != length) {
      throw new MalformedException(
          PART, size, to + " bytes decompressed, " + length + " announced");
    }
  }

  private static void copy(byte[] out, int to, int offset, int count) {
    int from = to - offset;
    if (offset >= 8) {
      for (int i = 0; i < count; i += 8) {
        LONGS.set(out, to + i, (long) LONGS.get(out, from + i));
      }
    } else {
      for (int i = 0; i < count; i++) {
        out[to + i] = out[from + i];
      }
    }
  }

  /** Compresses a block. */
  public static byte[] compress(byte[] in, int size) {
    var out = new byte[32 + size + size / 6];
    int to = 0;
    for (int rest = size; ; rest >>>= 7) {
      out[to++] = (byte) (rest > 0x7f ? rest | 0x80 : rest);
      if (rest <= 0x7f) {
        break;
      }
    }
    var table = new short[1 << TABLE_BITS];
    for (int start = 0; start < size; start += 1 << 16) {
      to = compress(in, start, Math.min(size, start + (1 << 16)), out, to, table);
      Arrays.fill(table, (short) 0);
    }
    return Arrays.copyOf(out, to);
  }

  private static int compress(byte[] in, int start, int end, byte[] out, int to, short[] table) {
    int literal = start;
    int at = start + 1;
    int written = to;
    while (at + 16 < end) {
      int word = (int) INTS.get(in, at);
      int hash = (word * 0x1e35a7bd) >>> (32 - TABLE_BITS);
      int candidate = start + (table[hash] & 0xffff);
      table[hash] = (short) (at - start);
      if (candidate >= at || (int) INTS.get(in, candidate) != word) {
        at += 1 + ((at - literal) >> 5);
        continue;
      }
      written = literal(in, literal, at - literal, out, written);
      int matched = 4;
      while (at + matched < end && in[candidate + matched] == in[at + matched]) {
        matched++;
      }
      written = copies(at - candidate, matched, out, written);
      at += matched;
      literal = at;
    }
    return literal(in, literal, end - literal, out, written);
  }

  private static int literal(byte[] in, int from, int count, byte[] out, int to) {
    if (count == 0) {
      return to;
    }
    int at = to;
    int less = count - 1;
    if (less < 60) {
      out[at++] = (byte) (less << 2);
    } else {
      out[at++] = (byte) (61 << 2);
      out[at++] = (byte) less;
      out[at++] = (byte) (less >>> 8);
    }
    System.arraycopy(in, from, out, at, count);
    return at + count;
  }

  private static int copies(int offset, int count, byte[] out, int to) {
    int at = to;
    for (int rest = count; rest > 0; ) {
      int piece = Math.min(64, rest);
      out[at++] = (byte) (((piece - 1) << 2) | 2);
      out[at++] = (byte) offset;
      out[at++] = (byte) (offset >>> 8);
      rest -= piece;
    }
    return at;
  }
}
