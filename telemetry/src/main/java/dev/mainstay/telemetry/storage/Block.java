package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.SampleCursor;

/** A stretch of one series, numbers or histograms, in order of time. */
sealed interface Block permits Chunk, HistogramChunk {
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
}
