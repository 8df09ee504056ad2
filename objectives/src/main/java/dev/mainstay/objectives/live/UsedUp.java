package dev.mainstay.objectives.live;

import dev.mainstay.objectives.evaluation.BudgetPolicy.Left;
import java.time.Instant;

/**
 * That a budget is used up, as it is remembered over restarts: until its objective is counted
 * again, it is what holds releases.
 */
public record UsedUp(
    String service,
    String objective,
    double remaining,
    double remainingMinutes,
    double allowedMinutes,
    Instant at) {
  Left left() {
    return new Left(service, objective, remaining, remainingMinutes, allowedMinutes, null);
  }
}
