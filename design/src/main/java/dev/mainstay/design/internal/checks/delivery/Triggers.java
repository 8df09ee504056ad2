package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery.Trigger;
import java.time.Duration;

/** What takes a rollout back. */
final class Triggers {
  private Triggers() {}

  /** How long a trigger's condition must hold; zero when it judges in its own time. */
  static Duration lasts(Trigger trigger) {
    return switch (trigger) {
      case Trigger.Errors errors -> errors.lasts();
      case Trigger.Latency latency -> latency.lasts();
      case Trigger.ObjectiveWorse ignored -> Duration.ZERO;
      case Trigger.HealthFails ignored -> Duration.ZERO;
    };
  }
}
