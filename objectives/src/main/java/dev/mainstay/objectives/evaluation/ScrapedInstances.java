package dev.mainstay.objectives.evaluation;

import dev.mainstay.objectives.windows.SeriesWindows;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SampleReader;
import dev.mainstay.telemetry.StoredSeries;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;

/**
 * When the processes of a service's instances started, by {@code process_start_time_seconds}, and
 * since when they were scraped, by {@code up}. Not thread-safe.
 */
final class ScrapedInstances {
  /** Some tell their start a little differently each time. */
  private static final long JITTER_MILLIS = 1_000;

  private static final int MOST_STARTS = 64;

  private final SampleReader reader;
  private final List<Matcher> up;
  private final List<Matcher> starts;
  // By instance: when a start was first told, and the start.
  private final Map<String, TreeMap<Long, Long>> started = new HashMap<>();

  ScrapedInstances(SampleReader reader, String service) {
    this.reader = reader;
    this.up = List.of(Matcher.equal(Labels.NAME, "up"), Matcher.equal("service", service));
    this.starts =
        List.of(
            Matcher.equal(Labels.NAME, "process_start_time_seconds"),
            Matcher.equal("service", service));
  }

  static String of(Labels labels) {
    return String.join(
        "\u0001", labels.value("job"), labels.value("service"), labels.value("instance"));
  }

  /**
   * Takes in what is stored between two times, both included.
   *
   * @param answered hears of each instance when it first answered within
   */
  void read(long from, long to, ObjLongConsumer<String> answered) {
    for (StoredSeries series : reader.select(up, from, to)) {
      SampleCursor samples = series.samples(from, to);
      while (samples.next()) {
        if (samples.value() == 1) {
          answered.accept(of(series.labels()), samples.timestamp());
          break;
        }
      }
    }
    for (StoredSeries series : reader.select(starts, from, to)) {
      TreeMap<Long, Long> known =
          started.computeIfAbsent(of(series.labels()), instance -> new TreeMap<>());
      SampleCursor samples = series.samples(from, to);
      while (samples.next()) {
        if (samples.value() > 0) {
          told(known, samples.timestamp(), (long) (samples.value() * 1_000));
        }
      }
    }
  }

  private static void told(TreeMap<Long, Long> known, long at, long start) {
    Map.Entry<Long, Long> before = known.floorEntry(at);
    if (before == null || start > before.getValue() + JITTER_MILLIS) {
      known.put(at, start);
      if (known.size() > MOST_STARTS) {
        known.pollFirstEntry();
      }
    }
  }

  /** When the instance's process started that ran then, or {@link SeriesWindows#START_UNKNOWN}. */
  long started(String instance, long at) {
    TreeMap<Long, Long> known = started.get(instance);
    Map.Entry<Long, Long> last = known == null ? null : known.floorEntry(at);
    return last == null ? SeriesWindows.START_UNKNOWN : last.getValue();
  }

  /** Forgets instances that nobody asks for any more. */
  void keepOnly(Set<String> instances) {
    started.keySet().retainAll(instances);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(started.size());
    for (Map.Entry<String, TreeMap<Long, Long>> each : started.entrySet()) {
      out.writeUTF(each.getKey());
      out.writeInt(each.getValue().size());
      for (Map.Entry<Long, Long> start : each.getValue().entrySet()) {
        out.writeLong(start.getKey());
        out.writeLong(start.getValue());
      }
    }
  }

  void readFrom(DataInput in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      TreeMap<Long, Long> known = new TreeMap<>();
      started.put(in.readUTF(), known);
      for (int starts = in.readInt(); starts > 0; starts--) {
        known.put(in.readLong(), in.readLong());
      }
    }
  }
}
