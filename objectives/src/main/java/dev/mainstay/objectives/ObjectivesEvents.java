package dev.mainstay.objectives;

import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Event;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The facts that objectives publish: {@value #EXHAUSTED} and {@value #RECOVERED}. */
public final class ObjectivesEvents {
  public static final String EXHAUSTED = "objective.budget-exhausted";
  public static final String RECOVERED = "objective.budget-recovered";

  private ObjectivesEvents() {}

  /**
   * The budget of an objective ran out, or there is some again.
   *
   * @param remainingFraction as in {@link ObjectiveStatus.Budget}
   */
  public record BudgetChange(
      String service, String objective, boolean exhausted, double remainingFraction) {}

  static Event budget(ObjectiveStatus status) {
    boolean exhausted = status.budget().exhausted();
    String window =
        status.window().calendarMonth()
            ? "this month"
            : "the last " + Durations.format(status.window().length());
    String spent =
        String.format(Locale.ROOT, "%.1f %%", (1 - status.budget().remainingFraction()) * 100);
    String summary =
        exhausted
            ? "The error budget of "
                + status.name()
                + " of "
                + status.service()
                + " is exhausted: "
                + spent
                + " of what "
                + status.slo()
                + " allows over "
                + window
                + " is spent"
            : "The error budget of "
                + status.name()
                + " of "
                + status.service()
                + " is no longer exhausted: "
                + spent
                + " of what "
                + status.slo()
                + " allows over "
                + window
                + " is spent";
    return new Event(
        exhausted ? EXHAUSTED : RECOVERED,
        1,
        status.service(),
        "objective/" + status.service() + "/" + status.name(),
        summary,
        Map.of(
            "objective", status.name(),
            "remainingFraction", Double.toString(status.budget().remainingFraction())));
  }

  /** The change that an event of this feature states; empty for other events. */
  public static Optional<BudgetChange> read(Event event) {
    return switch (event.type()) {
      case EXHAUSTED, RECOVERED ->
          Optional.of(
              new BudgetChange(
                  event.service(),
                  event.require("objective"),
                  event.type().equals(EXHAUSTED),
                  Double.parseDouble(event.require("remainingFraction"))));
      default -> Optional.empty();
    };
  }
}
