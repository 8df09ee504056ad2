package dev.mainstay.alerting.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one group's last evaluation.
 *
 * @param interval its own or the default
 * @param lastEvaluation null before the first
 * @param took how long that was
 * @param missed evaluations that were left out since the start because others took too long
 */
public record GroupStatus(
    RuleGroup group,
    Duration interval,
    @Nullable Instant lastEvaluation,
    Duration took,
    long missed,
    List<RuleStatus> rules) {
  public GroupStatus {
    rules = List.copyOf(rules);
  }
}
