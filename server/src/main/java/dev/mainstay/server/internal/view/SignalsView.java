package dev.mainstay.server.internal.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Golden signals over time; all lists are as long as {@code times}. */
public record SignalsView(
    String service,
    List<Double> times,
    List<@Nullable Double> requestsPerSecond,
    List<@Nullable Double> errorRatio,
    List<@Nullable Double> p50,
    List<@Nullable Double> p95,
    List<@Nullable Double> p99,
    List<Mark> marks) {

  public record Mark(double at, String kind, String label, @Nullable String link) {}
}
