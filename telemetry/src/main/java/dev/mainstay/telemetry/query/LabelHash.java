package dev.mainstay.telemetry.query;

import dev.mainstay.telemetry.Labels;
import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Where a series lies among all, by the hash that Prometheus uses: XXH64 (Collet, <i>xxHash fast
 * digest algorithm</i>) of its labels, names and values each ended by the byte 0xff.
 */
final class LabelHash {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long P1 = 0x9E3779B185EBCA87L;
  private static final long P2 = 0xC2B2AE3D27D4EB4FL;
  private static final long P3 = 0x165667B19E3779F9L;
  private static final long P4 = 0x85EBCA77C2B2AE63L;
  private static final long P5 = 0x27D4EB2F165667C5L;

  private LabelHash() {}

  /** 0 to 1, evenly over all series. */
  static double share(Labels labels) {
    var bytes = new ByteArrayOutputStream();
    labels
        .values()
        .forEach((name, value) -> {
          bytes.writeBytes(name.getBytes(StandardCharsets.UTF_8));
          bytes.write(0xff);
          bytes.writeBytes(value.getBytes(StandardCharsets.UTF_8));
          bytes.write(0xff);
        });
    long hash = hash(bytes.toByteArray());
    double unsigned = (double) (hash >>> 11) * 2048 + (hash & 0x7ff);
    return unsigned / 0x1p64;
  }

  static long hash(byte[] bytes) {
    int at = 0;
    long hash;
    if (bytes.length >= 32) {
      long[] lanes = {Long.sum(P1, P2), P2, 0, -P1};
      for (; at + 32 <= bytes.length; at += 32) {
        for (int lane = 0; lane < 4; lane++) {
          lanes[lane] = round(lanes[lane], (long) LONG.get(bytes, at + 8 * lane));
        }
      }
      hash =
          Long.rotateLeft(lanes[0], 1)
              + Long.rotateLeft(lanes[1], 7)
              + Long.rotateLeft(lanes[2], 12)
              + Long.rotateLeft(lanes[3], 18);
      for (long lane : lanes) {
        hash = (hash ^ round(0, lane)) * P1 + P4;
      }
    } else {
      hash = P5;
    }
    hash += bytes.length;
    for (; at + 8 <= bytes.length; at += 8) {
      hash = Long.rotateLeft(hash ^ round(0, (long) LONG.get(bytes, at)), 27) * P1 + P4;
    }
    if (at + 4 <= bytes.length) {
      hash ^= ((int) INT.get(bytes, at) & 0xffffffffL) * P1;
      hash = Long.rotateLeft(hash, 23) * P2 + P3;
      at += 4;
    }
    for (; at < bytes.length; at++) {
      hash = Long.rotateLeft(hash ^ (bytes[at] & 0xff) * P5, 11) * P1;
    }
    hash = (hash ^ hash >>> 33) * P2;
    hash = (hash ^ hash >>> 29) * P3;
    return hash ^ hash >>> 32;
  }

  private static long round(long lane, long input) {
    return Long.rotateLeft(lane + input * P2, 31) * P1;
  }
}
