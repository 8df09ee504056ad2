package dev.mainstay.alerting.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one rule's last evaluation.
 *
 * @param problem why it could not be evaluated, or its series not be written, or null
 * @param judged whether that told what its alerts are; true before the first
 * @param lastEvaluation null before the first
 * @param took how long that was
 * @param alerts pending and firing ones
 */
public record RuleStatus(
    Rule rule,
    @Nullable String problem,
    boolean judged,
    @Nullable Instant lastEvaluation,
    Duration took,
    List<ActiveAlert> alerts) {
  public RuleStatus {
    alerts = List.copyOf(alerts);
  }
}
