package dev.mainstay.objectives;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The state of one objective's accumulator. A snapshot that is saved holds the segments that
 * changed since the last one; a snapshot that is read holds all of them.
 */
public record ObjectiveSnapshot(
    String service, String objective, Head head, List<Segment> segments) {
  public ObjectiveSnapshot {
    segments = List.copyOf(segments);
  }

  /**
   * What is not counts.
   *
   * @param indicator what is counted, as text; another text means another accumulator
   * @param watchedSince when counting began
   * @param exhausted whether the budget was last said to be exhausted
   * @param instances the instances seen, by name
   */
  public record Head(
      String indicator,
      Instant watchedSince,
      boolean exhausted,
      Map<String, InstanceCounters> instances) {
    public Head {
      instances = Map.copyOf(instances);
    }
  }

  /**
   * Where the counters of one instance stood.
   *
   * @param at of the scrape that read them
   * @param startedSeconds its process start in Unix seconds, 0 when it does not tell
   * @param values by series, as scraped; never NaN or infinite
   */
  public record InstanceCounters(Instant at, double startedSeconds, Map<String, Double> values) {
    public InstanceCounters {
      values = Map.copyOf(values);
    }
  }

  /**
   * Cumulative counts at the end of consecutive slots of time.
   *
   * @param part unique within the objective and reused when the ring comes round, {@code fine-17}
   * @param firstSlot number of the first slot: Unix time over the slot's length
   * @param good cumulative good events at the end of each slot
   * @param total cumulative events at the end of each slot, as many
   */
  public record Segment(String part, long firstSlot, List<Double> good, List<Double> total) {
    public Segment {
      good = List.copyOf(good);
      total = List.copyOf(total);
    }
  }
}
