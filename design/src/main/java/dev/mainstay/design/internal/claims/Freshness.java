package dev.mainstay.design.internal.claims;

import dev.mainstay.design.Service.Criticality;
import dev.mainstay.kernel.Claim.Method;
import java.time.Duration;

/**
 * How long evidence counts, in days: the shorter, the more depends on the service and the cheaper
 * the proof is to repeat.
 */
final class Freshness {
  private Freshness() {}

  static Duration of(Method method, Criticality criticality) {
    return switch (method) {
      case TELEMETRY, SYNTHETIC_JOURNEY -> Duration.ofDays(1);
      case TEST_PAGE -> days(criticality, 30, 30, 90, 180);
      case FAULT_DRILL, ROLLBACK_DRILL, RESTORE_TEST -> days(criticality, 30, 90, 180, 365);
      case LOAD_TEST -> days(criticality, 90, 90, 180, 365);
      case FAILOVER_DRILL -> days(criticality, 90, 180, 365, 365);
    };
  }

  private static Duration days(
      Criticality criticality, int critical, int high, int standard, int low) {
    return Duration.ofDays(
        switch (criticality) {
          case CRITICAL -> critical;
          case HIGH -> high;
          case STANDARD -> standard;
          case LOW -> low;
        });
  }
}
