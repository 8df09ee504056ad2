package dev.mainstay.alerting.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one rule's last evaluation.
 *
 * @param problem why it could not be evaluated, or null
 * @param lastEvaluation null before the first
 * @param took how long that was
 * @param alerts pending and firing ones
 */
public record RuleStatus(
    Rule rule,
    @Nullable String problem,
    @Nullable Instant lastEvaluation,
    Duration took,
    List<ActiveAlert> alerts) {
  public RuleStatus {
    alerts = List.copyOf(alerts);
  }
}
