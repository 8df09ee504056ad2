package dev.mainstay.design;

import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.Delivery.Step;
import dev.mainstay.design.Service.Criticality;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Every value that a design may leave out, in one place. */
public final class Defaults {
  public static final Criticality CRITICALITY = Criticality.STANDARD;

  /** Who owns a service when there is no organisation file: one operator, told by the console. */
  public static final String OWNER = "operators";

  /** The folder of a service's documents, beside its design. */
  public static final String DOCUMENTATION = "docs/";

  public static final String OPERATOR = "operator";

  public static final Rate TYPICAL_TRAFFIC = Rate.perSecond(1);

  /** Peak traffic as a multiple of the typical. */
  public static final double PEAK_FACTOR = 3;

  public static final List<String> IDEMPOTENT_METHODS = List.of("GET", "HEAD", "PUT", "DELETE");
  public static final List<String> REDACT =
      List.of("authorization", "password", "secret", "token", "cookie");

  public static final String LIVENESS_PATH = "/healthz";
  public static final String READINESS_PATH = "/readyz";
  public static final Duration LIVENESS_EVERY = Duration.ofSeconds(10);
  public static final Duration LIVENESS_TIMEOUT = Duration.ofSeconds(1);
  public static final int LIVENESS_FAILURES = 3;
  public static final int READINESS_FAILURES = 2;

  /** As long as Kubernetes' horizontal autoscaler waits. */
  public static final Duration SCALE_DOWN_AFTER = Duration.ofMinutes(5);

  public static final Duration STARTUP = Duration.ofSeconds(30);
  public static final String METRICS_PATH = "/metrics";

  public static final Percentage ALWAYS_REQUIRED = Percentage.of("100");
  public static final double CALLS_PER_REQUEST = 1;
  public static final int FAIL_FAST_STATUS = 503;

  public static final Duration RETRY_WAIT = Duration.ofMillis(50);
  public static final double RETRY_FACTOR = 2;
  public static final Percentage RETRY_JITTER = Percentage.of("50");
  public static final Percentage RETRY_BUDGET = Percentage.of("10");
  public static final Duration POOL_WAIT = Duration.ofMillis(100);
  public static final Percentage BREAKER_FAILURES = Percentage.of("50");
  public static final int BREAKER_OF = 20;
  public static final Duration BREAKER_OPEN_FOR = Duration.ofSeconds(5);

  public static final Duration OBJECTIVE_WINDOW = Duration.ofDays(30);

  public static final Duration GRACE = Duration.ofSeconds(10);

  /** Of instances that are missing, and that are more than usual, while they are replaced. */
  public static final Portion ROLLING = new Portion.Share(Percentage.of("25"));

  public static final Duration ROLLBACK_WITHIN = Duration.ofMinutes(1);
  public static final String INITIAL_VERSION = "1.0.0";

  public static final Duration GROUP_WAIT = Duration.ofMillis(300);
  public static final Duration ROTATION_EVERY = Duration.ofDays(7);

  /** A Monday, 09:00 UTC. */
  public static final Instant ROTATION_FROM = Instant.parse("2026-01-05T09:00:00Z");

  /** From an alert's firing to the page's delivery, beside what the organisation says. */
  public static final Duration PAGE_TRAVELS = Duration.ofMinutes(1);

  /** The share of good answers while a drill runs, of a service without an availability. */
  public static final Percentage GOOD_IN_DRILLS = Percentage.of("99");

  /** The share of scrapes that must succeed. */
  public static final Percentage SCRAPED = Percentage.of("99");

  private static final Duration ESCALATE_AFTER = Duration.ofMinutes(5);

  private Defaults() {}

  /** On-call at once, then the next one; a single person is reminded. */
  public static List<Organisation.EscalationStep> escalation(Organisation.Rotation rotation) {
    return escalation(rotation.people().size() == 1 ? "on-call" : "next-on-call");
  }

  /** On-call at once, then the second. */
  public static List<Organisation.EscalationStep> escalation(String second) {
    return List.of(
        new Organisation.EscalationStep(Duration.ZERO, List.of("on-call")),
        new Organisation.EscalationStep(ESCALATE_AFTER, List.of(second)));
  }

  public static Duration deadline(Criticality criticality) {
    return switch (criticality) {
      case LOW -> Duration.ofSeconds(10);
      case STANDARD -> Duration.ofSeconds(5);
      case HIGH -> Duration.ofSeconds(3);
      case CRITICAL -> Duration.ofMillis(2500);
    };
  }

  public static int minInstances(Criticality criticality) {
    return switch (criticality) {
      case LOW, STANDARD -> 1;
      case HIGH, CRITICAL -> 2;
    };
  }

  public static Duration scrapeEvery(Criticality criticality) {
    return switch (criticality) {
      case LOW -> Duration.ofSeconds(15);
      case STANDARD -> Duration.ofSeconds(5);
      case HIGH -> Duration.ofSeconds(2);
      case CRITICAL -> Duration.ofSeconds(1);
    };
  }

  /** Of a scrape or a probe that repeats at that interval: four fifths of it, at most 2 s. */
  public static Duration timeoutWithin(Duration every) {
    Duration most = every.multipliedBy(4).dividedBy(5);
    return most.compareTo(Duration.ofSeconds(2)) < 0 ? most : Duration.ofSeconds(2);
  }

  public static Duration readinessEvery(Criticality criticality) {
    return switch (criticality) {
      case LOW -> Duration.ofSeconds(10);
      case STANDARD -> Duration.ofSeconds(5);
      case HIGH -> Duration.ofSeconds(2);
      case CRITICAL -> Duration.ofSeconds(1);
    };
  }

  /** How long an alert's condition holds before it fires; burn rates carry their own windows. */
  public static Duration pending(Severity severity, boolean burnRate) {
    if (burnRate) {
      return Duration.ZERO;
    }
    return switch (severity) {
      case P0 -> Duration.ofSeconds(10);
      case P1 -> Duration.ofSeconds(30);
      case P2 -> Duration.ofMinutes(1);
      case P3 -> Duration.ofMinutes(5);
    };
  }

  public static List<Step> canary(Criticality criticality) {
    Duration bake =
        switch (criticality) {
          case LOW -> Duration.ofMinutes(1);
          case STANDARD -> Duration.ofMinutes(2);
          case HIGH, CRITICAL -> Duration.ofMinutes(5);
        };
    return List.of(new Step(Percentage.of("10"), bake), new Step(Percentage.of("50"), bake));
  }
}
