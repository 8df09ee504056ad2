package dev.mainstay.alerting.rules;

import dev.mainstay.kernel.Place;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules that are evaluated one after the other at the same times.
 *
 * @param file as the user named it
 * @param interval between two evaluations; null for the default
 * @param limit of series or alerts that one rule may give; 0 for none
 * @param queryOffset how far back the rules look, for samples that arrive late; null for the
 *     default
 */
public record RuleGroup(
    String file,
    String name,
    @Nullable Duration interval,
    int limit,
    @Nullable Duration queryOffset,
    List<Rule> rules,
    Place place) {
  public RuleGroup {
    rules = List.copyOf(rules);
  }

  /** What tells groups apart: the file and the name. */
  public String key() {
    return file + ";" + name;
  }
}
