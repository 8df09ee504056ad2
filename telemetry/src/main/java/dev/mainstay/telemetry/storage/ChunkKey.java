package dev.mainstay.telemetry.storage;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

/** The keys under which {@link ChunkTable} keeps chunks, outlines, and what it knows of series. */
final class ChunkKey {
  /** Milliseconds of which the outlines of a series lie together. */
  static final long OUTLINED = Duration.ofDays(32).toMillis();

  private ChunkKey() {}

  static byte[] of(int id) {
    return ByteBuffer.allocate(4).putInt(id).array();
  }

  static byte[] of(Tier tier, int id, long firstMillis) {
    return ByteBuffer.allocate(10)
        .putShort((short) tier.stretchOf(firstMillis))
        .putInt(id)
        .putInt((int) Math.floorMod(firstMillis, tier.stretch()))
        .array();
  }

  static byte[] prefix(int stretch) {
    return ByteBuffer.allocate(2).putShort((short) stretch).array();
  }

  static int outlinedStretch(long millis) {
    return (int) Math.floorDiv(millis, OUTLINED);
  }

  static byte[] outlines(int id, int stretch) {
    return ByteBuffer.allocate(6).putShort((short) stretch).putInt(id).array();
  }

  /**
   * The stretch after which to go on when {@code key} came where {@code wanted} of a series in a
   * stretch was looked for.
   */
  static int skipTo(byte[] key, byte[] wanted, int stretch) {
    int next = ByteBuffer.wrap(key).getShort() & 0xffff;
    boolean passed = Arrays.compareUnsigned(key, 2, 6, wanted, 2, 6) > 0;
    return Math.max(stretch, passed ? next : next - 1);
  }
}
