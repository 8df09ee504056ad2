package dev.mainstay.telemetry;

import dev.mainstay.design.Designs;
import java.time.Duration;
import java.util.List;

/** What to scrape and how often, one job per service. */
public record TelemetryPlan(List<Job> jobs) {
  public TelemetryPlan {
    jobs = List.copyOf(jobs);
  }

  public static TelemetryPlan of(Designs designs) {
    return new TelemetryPlan(
        designs.services().stream()
            .map(service ->
                new Job(
                    service.name(),
                    service.telemetry().path(),
                    service.telemetry().every(),
                    service.telemetry().timeout()))
            .toList());
  }

  /**
   * How one service is scraped.
   *
   * @param path of the exposition on each instance
   * @param every the interval between two scrapes of one instance, &gt; 0
   * @param timeout of one scrape, the body included, &gt; 0
   */
  public record Job(String service, String path, Duration every, Duration timeout) {
    public Job {
      if (!every.isPositive() || !timeout.isPositive()) {
        throw new IllegalArgumentException(
            "scrape of "
                + service
                + ": every "
                + every
                + ", timeout "
                + timeout
                + " (expected: > 0s)");
      }
    }
  }
}
