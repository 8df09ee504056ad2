package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.SampleCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts samples into blocks: full ones, none across a boundary of time. */
final class BlockBuilder {
  private final long boundary;
  private final List<Block> blocks = new ArrayList<>();
  private @Nullable Block open;

  /**
   * An empty builder.
   *
   * @param boundary no block crosses a multiple of it, in milliseconds
   */
  BlockBuilder(long boundary) {
    this.boundary = boundary;
  }

  /** All that {@code cursor} reads, in blocks. */
  static List<Block> build(SampleCursor cursor, long boundary) {
    var builder = new BlockBuilder(boundary);
    while (cursor.next()) {
      builder.add(cursor);
    }
    return builder.blocks;
  }

  void add(SampleCursor from) {
    long millis = from.timestamp();
    boolean histogram = from.isHistogram();
    if (open == null
        || open.isFull()
        || open instanceof HistogramChunk != histogram
        || Math.floorDiv(millis, boundary) != Math.floorDiv(open.firstMillis(), boundary)) {
      open = histogram ? new HistogramChunk() : new Chunk();
      blocks.add(open);
    }
    switch (open) {
      case Chunk chunk -> chunk.append(millis, from.value());
      case HistogramChunk chunk -> chunk.append(millis, from.histogram());
    }
  }

  List<Block> blocks() {
    return blocks;
  }
}
