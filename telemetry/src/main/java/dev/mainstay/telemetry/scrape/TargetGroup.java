package dev.mainstay.telemetry.scrape;

import java.util.List;
import java.util.Map;

/**
 * Targets that were found together.
 *
 * @param source unique within its discovery: a later group of the same source replaces it
 * @param targets labels of each, with {@code __address__}
 * @param labels of all of them; a target's own win
 */
record TargetGroup(String source, List<Map<String, String>> targets, Map<String, String> labels) {
  TargetGroup {
    targets = List.copyOf(targets);
    labels = Map.copyOf(labels);
  }
}
