package dev.mainstay.telemetry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long the samples of each service are kept.
 *
 * @param others series that belong to none of the services
 * @param services by name
 */
public record Retentions(Retention others, Map<String, Retention> services) {
  private static final String JOB = "job";

  public Retentions {
    services = Map.copyOf(services);
  }

  /** All series alike. */
  public static Retentions of(Retention all) {
    return new Retentions(all, Map.of());
  }

  /**
   * What is known of the service to which a series belongs: that which its label {@code service}
   * names; otherwise that which {@code job} names, whole or after the last slash, as what was
   * pushed has it. Null when neither names one that is known.
   */
  public static <T> @Nullable T find(Map<String, T> services, Labels labels) {
    T named = services.get(labels.value(TargetLabels.SERVICE));
    if (named != null) {
      return named;
    }
    String job = labels.value(JOB);
    return services.get(job.substring(job.lastIndexOf('/') + 1));
  }
}
