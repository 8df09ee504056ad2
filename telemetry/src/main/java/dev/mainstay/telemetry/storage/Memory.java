package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.SampleCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in memory of a series at one moment.
 *
 * @param parts cursors over the blocks within a range, from old to new
 * @param late what came late if any of it may lie within the range, otherwise null
 * @param firstMillis where memory begins: what is on disk from then on is here too
 */
record Memory(List<SampleCursor> parts, @Nullable LateSamples late, long firstMillis) {}
