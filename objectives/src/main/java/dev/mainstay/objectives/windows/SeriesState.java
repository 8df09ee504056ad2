package dev.mainstay.objectives.windows;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The past of a series: where the edges are that look at samples which have left memory, and its
 * falls. The samples in memory are not part of it.
 *
 * @param watchedSince Unix milliseconds
 * @param fromZero whether the series is known to have begun at zero
 * @param samples how many have left memory
 * @param starts when the counter is known to have begun at zero
 * @param falls of all samples so far
 * @param edges one for each window's beginning and one for the end; null where a place is found
 *     among the samples in memory. Empty for a series that begins
 */
public record SeriesState(
    long watchedSince,
    boolean fromZero,
    long samples,
    List<Long> starts,
    List<Fall> falls,
    List<@Nullable Place> edges) {
  public SeriesState {
    starts = List.copyOf(starts);
    falls = List.copyOf(falls);
    edges = Collections.unmodifiableList(new ArrayList<>(edges));
  }

  /**
   * Where a counter began anew.
   *
   * @param millis of the first sample after
   * @param before what it had counted until then
   */
  public record Fall(long millis, double before) {}

  /**
   * A place between two samples.
   *
   * @param bound Unix milliseconds
   * @param passed samples of the series at or before the bound
   * @param lastTime of the last one of them, {@link Long#MIN_VALUE} when there is none
   * @param lastValue its value
   */
  public record Place(long bound, long passed, long lastTime, double lastValue) {}

  /** Of a series without samples. */
  static SeriesState none(long watchedSince) {
    return new SeriesState(watchedSince, false, 0, List.of(), List.of(), List.of());
  }

  public void writeTo(DataOutput out) throws IOException {
    out.writeLong(watchedSince);
    out.writeBoolean(fromZero);
    out.writeLong(samples);
    out.writeInt(starts.size());
    for (long start : starts) {
      out.writeLong(start);
    }
    out.writeInt(falls.size());
    for (Fall fall : falls) {
      out.writeLong(fall.millis);
      out.writeDouble(fall.before);
    }
    out.writeInt(edges.size());
    for (Place place : edges) {
      out.writeBoolean(place != null);
      if (place != null) {
        out.writeLong(place.bound);
        out.writeLong(place.passed);
        out.writeLong(place.lastTime);
        out.writeDouble(place.lastValue);
      }
    }
  }

  /** What {@link #writeTo} wrote. */
  public static SeriesState readFrom(DataInput in) throws IOException {
    long watchedSince = in.readLong();
    boolean fromZero = in.readBoolean();
    long samples = in.readLong();
    var starts = new ArrayList<Long>();
    for (int left = in.readInt(); left > 0; left--) {
      starts.add(in.readLong());
    }
    var falls = new ArrayList<Fall>();
    for (int left = in.readInt(); left > 0; left--) {
      falls.add(new Fall(in.readLong(), in.readDouble()));
    }
    var edges = new ArrayList<@Nullable Place>();
    for (int left = in.readInt(); left > 0; left--) {
      edges.add(
          in.readBoolean()
              ? new Place(in.readLong(), in.readLong(), in.readLong(), in.readDouble())
              : null);
    }
    return new SeriesState(watchedSince, fromZero, samples, starts, falls, edges);
  }

  @Nullable Place edge(int index) {
    return edges.isEmpty() ? null : edges.get(index);
  }
}
