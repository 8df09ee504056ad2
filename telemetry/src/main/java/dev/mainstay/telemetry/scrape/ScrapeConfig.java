package dev.mainstay.telemetry.scrape;

import dev.mainstay.kernel.Problem;
import dev.mainstay.telemetry.config.HttpAccess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to scrape, as a Prometheus configuration says it.
 *
 * @param text what it says, for who asks; secrets are hidden
 */
public record ScrapeConfig(List<Job> jobs, Map<String, String> externalLabels, String text) {
  /** Nothing to scrape. */
  public static final ScrapeConfig NONE = new ScrapeConfig(List.of(), Map.of(), "global: {}\n");

  public ScrapeConfig {
    jobs = List.copyOf(jobs);
    externalLabels = Map.copyOf(externalLabels);
  }

  public int jobCount() {
    return jobs.size();
  }

  /** A configuration, with warnings at most, or what is wrong with it. */
  public record Read(ScrapeConfig config, List<Problem> problems) {
    public Read {
      problems = List.copyOf(problems);
    }

    public boolean hasErrors() {
      return problems.stream().anyMatch(Problem::isError);
    }
  }

  /**
   * Reads a file in Prometheus' format; of it {@code global} and {@code scrape_configs} have an
   * effect.
   *
   * @param file its name, for places of problems; what it names is relative to its folder
   */
  public static Read read(Path file, String text) {
    return new ScrapeConfigReader(file).read(text);
  }

  /** A group of targets that are scraped alike. */
  record Job(
      String name,
      Duration interval,
      Duration timeout,
      String scheme,
      String path,
      Map<String, List<String>> params,
      Choices choices,
      Limits limits,
      HttpAccess access,
      Discoveries discoveries,
      List<RelabelRule> relabeling,
      List<RelabelRule> metricRelabeling) {}

  /**
   * How what is exposed is taken.
   *
   * @param formats to ask for, the preferred first
   * @param fallback what an answer of an unknown type is taken for, or null
   * @param classicToo whether the buckets of a histogram that is native too are kept beside it
   */
  record Choices(
      boolean honorLabels,
      boolean honorTimestamps,
      boolean trackTimestamps,
      boolean compressed,
      boolean classicToo,
      List<ScrapeFormat> formats,
      @Nullable ScrapeFormat fallback) {}

  /** Each 0 for none. */
  record Limits(
      long bodyBytes,
      long samples,
      long targets,
      long labels,
      long labelNameBytes,
      long labelValueBytes,
      long buckets) {}

  /** Where targets come from. */
  record Discoveries(List<TargetGroup> fixed, List<Files> files, List<Kubernetes> kubernetes) {}

  /** {@code file_sd_configs}. */
  record Files(List<String> patterns, Path folder, Duration refresh) {}

  /** {@code kubernetes_sd_configs}. */
  record Kubernetes(
      URI server,
      String role,
      HttpAccess access,
      List<String> namespaces,
      Map<String, String> selectors) {}
}
