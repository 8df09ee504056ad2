package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.SampleCursor;

/** A stretch of one series, numbers or histograms, in order of time. */
sealed interface Block permits Chunk, HistogramChunk {
  // Kinds as they are written; whole numbers plus their places.
  int NUMBERS = 0;
  int HISTOGRAMS = 1;
  int WHOLE = 2;

  boolean isFull();

  int count();

  long firstMillis();

  long lastMillis();

  /** Memory that the samples take. */
  int byteSize();

  /**
   * Reads the samples there are now. What is appended later does not disturb it; who appends
   * meanwhile must publish the block safely, under the lock of its series.
   */
  SampleCursor cursor();

  /** The samples as they are kept on disk; {@link SealedChunk} reads them. */
  byte[] seal();

  /** Writes all that is needed to go on appending after a restart. */
  void save(ByteWriter to);

  /** Writes which kind of block it is, and {@link #save}s it. */
  static void write(ByteWriter to, Block block) {
    to.writeByte(
        switch (block) {
          case HistogramChunk histograms -> HISTOGRAMS;
          case Chunk chunk -> chunk.places() == Decimals.NONE ? NUMBERS : WHOLE + chunk.places();
        });
    block.save(to);
  }

  /** A block that {@link #write} wrote. */
  static Block read(ByteReader from) {
    int kind = from.readByte();
    return kind == HISTOGRAMS
        ? HistogramChunk.restore(from)
        : Chunk.restore(from, kind == NUMBERS ? Decimals.NONE : kind - WHOLE);
  }
}
