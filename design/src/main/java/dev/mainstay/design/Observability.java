package dev.mainstay.design;

import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.Retention.Level;
import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What it tells about itself: metrics, logs, traces, dashboards, synthetic journeys.
 *
 * @param metrics those that the service exports of its own, by its declaration
 */
public record Observability(
    List<Metric> metrics,
    @Nullable Logs logs,
    @Nullable Traces traces,
    List<Dashboard> dashboards,
    List<Journey> journeys,
    Retention retention) {
  /** Nothing is written about it. */
  public static final Observability NONE =
      new Observability(List.of(), null, null, List.of(), List.of(), Retention.NONE);

  public Observability {
    metrics = List.copyOf(metrics);
    dashboards = List.copyOf(dashboards);
    journeys = List.copyOf(journeys);
  }

  public Optional<Metric> metric(String name) {
    return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst();
  }

  /**
   * A metric that the service exports.
   *
   * @param labels names; empty for none
   * @param series label combinations on one instance, or null when not estimated
   * @param range values that it can have at all, of a counter its rate per second; null: any
   * @param normal values that it has when all is well, of a counter its rate per second; or null
   * @param because what a reader learns from it, or null
   */
  public record Metric(
      String name,
      Type type,
      Kind kind,
      List<String> labels,
      @Nullable Integer series,
      @Nullable Range range,
      @Nullable Range normal,
      @Nullable String because) {
    public Metric {
      labels = List.copyOf(labels);
    }

    public enum Type {
      COUNTER,
      GAUGE,
      HISTOGRAM,
      SUMMARY
    }

    /** What it tells about. */
    public enum Kind {
      BUSINESS,
      SYSTEM,
      DEPENDENCY
    }
  }

  /** From the least to the most, both included. */
  public record Range(double from, double to) {}

  /**
   * What is logged.
   *
   * @param level the least that is written
   * @param fields of an entry, by name
   * @param perDay how much is written a day, over all instances, by level
   * @param storage room for all that is kept, or null when unbounded
   */
  public record Logs(
      Format format,
      Level level,
      List<String> fields,
      Map<Level, Bytes> perDay,
      @Nullable Bytes storage) {
    public Logs {
      fields = List.copyOf(fields);
      perDay = Collections.unmodifiableMap(new TreeMap<>(perDay));
    }

    public enum Format {
      JSON,
      TEXT
    }
  }

  /**
   * Which traces are kept.
   *
   * @param errors share of the failed requests
   * @param slowAbove from which duration a request is slow, or null when slow ones are not singled
   *     out
   * @param slow share of the slow requests
   * @param rest share of all others
   * @param decide when it is decided
   * @param propagate how the trace's id travels
   */
  public record Traces(
      Percentage errors,
      @Nullable Duration slowAbove,
      Percentage slow,
      Percentage rest,
      Decision decide,
      Propagation propagate) {

    public enum Decision {
      /** At the first span, before anything is known of the outcome. */
      HEAD,
      /** When the trace is complete. */
      TAIL
    }

    public enum Propagation {
      W3C,
      B3,
      JAEGER
    }
  }

  /**
   * What people look at.
   *
   * @param shows metrics, by name
   * @param refresh how often it is drawn anew, or null
   * @param over how far back it looks, or null
   */
  public record Dashboard(
      String name, List<String> shows, @Nullable Duration refresh, @Nullable Duration over) {
    public Dashboard {
      shows = List.copyOf(shows);
    }
  }

  /**
   * What a user does, done by a robot again and again.
   *
   * @param steps requests in order, as {@code GET /cart}
   * @param timeout of the whole journey
   * @param failures in a row, until it counts
   * @param from places that it starts from; empty when nothing is said
   * @param severity of the alert when it fails, or null when it only is recorded
   */
  public record Journey(
      String name,
      List<String> steps,
      Duration every,
      Duration timeout,
      int failures,
      List<String> from,
      @Nullable Severity severity) {
    public Journey {
      steps = List.copyOf(steps);
      from = List.copyOf(from);
    }
  }
}
