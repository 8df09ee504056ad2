package dev.mainstay.server.internal.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An objective with where its budget went.
 *
 * @param forecast null when there is none
 * @param hours of the window, the present one last; none of composites
 * @param contributors label values that spent the budget, the worst first
 * @param corrections that hold for it
 * @param effects of those corrections; none of composites, and none while nothing is counted
 * @param release whether its service may be released now
 */
public record ObjectiveDetailView(
    ObjectiveStandingView objective,
    EvaluationView.@Nullable Forecast forecast,
    List<Hour> hours,
    List<Contributor> contributors,
    List<CorrectionView> corrections,
    List<Effect> effects,
    ReleaseView release) {
  public ObjectiveDetailView {
    hours = List.copyOf(hours);
    contributors = List.copyOf(contributors);
    corrections = List.copyOf(corrections);
    effects = List.copyOf(effects);
  }

  /**
   * What happened within an hour.
   *
   * @param end Unix seconds
   */
  public record Hour(double end, double bad, double total) {}

  /**
   * A label value.
   *
   * @param part of a composite, else empty
   */
  public record Contributor(String part, String label, String value, double bad, double total) {}

  /**
   * By how much a correction by itself changes the events within the window.
   *
   * @param correction its id
   * @param bad negative when it takes them out
   * @param total negative when it takes them out
   */
  public record Effect(String correction, double bad, double total) {}
}
