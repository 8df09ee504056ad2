package dev.mainstay.server.internal.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is the new version better or worse, and why does the judge say so? */
public record DeploymentDetailView(
    DeploymentView deployment,
    List<Step> plan,
    Verdict verdict,
    Curves curves,
    List<BudgetSpent> budgetSpent,
    List<EntryView> timeline) {

  public record Step(double weight, double bakeSeconds, String state) {}

  public record Verdict(
      String state, String reason, Figures canary, Figures stable, List<Metric> metrics) {}

  public record Figures(
      String version, long requests, long errors, @Nullable Double p50, @Nullable Double p99) {}

  public record Metric(
      String name,
      @Nullable Double canary,
      @Nullable Double stable,
      double evidence,
      double threshold,
      String state) {}

  public record Curves(List<Double> times, List<VersionCurves> versions) {}

  public record VersionCurves(
      String version,
      List<@Nullable Double> requestsPerSecond,
      List<@Nullable Double> errorRatio,
      List<@Nullable Double> p50,
      List<@Nullable Double> p99) {}

  public record BudgetSpent(String objective, double requests, @Nullable Double fractionOfBudget) {}
}
