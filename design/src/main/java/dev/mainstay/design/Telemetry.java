package dev.mainstay.design;

import java.time.Duration;
import java.util.List;

/**
 * Where the service's metrics are read.
 *
 * @param path of the Prometheus exposition on each instance
 * @param every scrape interval
 * @param timeout of one scrape, at most {@code every}
 * @param instances {@code host:port} of the instances when Mainstay does not start them itself
 */
public record Telemetry(String path, Duration every, Duration timeout, List<String> instances) {
  public Telemetry {
    instances = List.copyOf(instances);
  }
}
