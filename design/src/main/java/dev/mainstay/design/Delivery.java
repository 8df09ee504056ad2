package dev.mainstay.design;

import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How versions of the service reach its callers.
 *
 * @param process how an instance is started
 * @param gatewayPort where callers reach the service, on loopback
 * @param canary the steps of a rollout; the last one is followed by all traffic
 * @param initialVersion started when no version was ever deployed
 */
public record Delivery(
    ProcessTemplate process,
    int gatewayPort,
    List<Step> canary,
    Rollback rollback,
    String initialVersion) {
  public Delivery {
    canary = List.copyOf(canary);
  }

  /**
   * A command with {@code ${version}} in it; relative paths start at the design's folder.
   *
   * @param workingDirectory absolute, or null for the design's folder
   * @param grace between SIGTERM and SIGKILL
   */
  public record ProcessTemplate(
      List<String> command,
      Map<String, String> environment,
      @Nullable String workingDirectory,
      Duration grace) {
    public ProcessTemplate {
      command = List.copyOf(command);
      environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }
  }

  /**
   * A share of the traffic, held for a time.
   *
   * @param weight share of the traffic that the new version gets
   * @param bake how long it must stay good at that weight
   */
  public record Step(Percentage weight, Duration bake) {}

  /**
   * When a rollout is taken back.
   *
   * @param objectives whose share of good events must not get worse, by name
   * @param within how long the way back may take
   */
  public record Rollback(List<String> objectives, Duration within) {
    public Rollback {
      objectives = List.copyOf(objectives);
    }
  }
}
