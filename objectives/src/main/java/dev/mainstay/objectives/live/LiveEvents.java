package dev.mainstay.objectives.live;

import dev.mainstay.kernel.Event;
import dev.mainstay.objectives.evaluation.SloStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The facts that objectives publish. */
public final class LiveEvents {
  public static final String EXHAUSTED = "objective.budget-exhausted";
  public static final String RECOVERED = "objective.budget-recovered";
  public static final String AGREEMENT_BROKEN = "objective.agreement-broken";
  public static final String AGREEMENT_KEPT = "objective.agreement-kept-again";
  public static final String EXCLUDED = "objective.time-excluded";
  public static final String ADJUSTED = "objective.events-adjusted";
  public static final String WITHDRAWN = "objective.correction-withdrawn";
  public static final String EXCEPTION_ASKED = "release.exception-asked";
  public static final String EXCEPTION_APPROVED = "release.exception-approved";
  public static final String EXCEPTION_WITHDRAWN = "release.exception-withdrawn";

  private LiveEvents() {}

  static Event budget(SloStatus status, boolean usedUp) {
    String rest =
        status.unknown() != null
            ? status.unknown()
            : String.format(
                Locale.ROOT, "%.1f %% of it is spent", (1 - status.budget().remaining()) * 100);
    return new Event(
        usedUp ? EXHAUSTED : RECOVERED,
        1,
        status.service(),
        "objective/" + status.service() + "/" + status.name(),
        "The error budget of %s of %s is %s exhausted: %s"
            .formatted(status.name(), status.service(), usedUp ? "now" : "no longer", rest),
        Map.of(
            "objective", status.name(),
            "remainingFraction", Double.toString(status.budget().remaining())));
  }

  /** The contract's share is kept no longer, or again. */
  static Event agreement(SloStatus status, SloStatus.Agreement agreement, boolean broken) {
    return new Event(
        broken ? AGREEMENT_BROKEN : AGREEMENT_KEPT,
        1,
        status.service(),
        "objective/" + status.service() + "/" + status.name(),
        String.format(
            Locale.ROOT,
            "The agreement on %s of %s is %s: %.4f %% of %.4f %% promised",
            status.name(),
            status.service(),
            broken ? "broken now" : "kept again",
            agreement.indicator() * 100,
            agreement.target() * 100),
        Map.of(
            "objective", status.name(),
            "remainingFraction", Double.toString(agreement.budget().remaining())));
  }

  static Event said(Correction correction) {
    String about = about(correction);
    return switch (correction.what()) {
      case Correction.What.Exclusion(var from, var until) ->
          of(
              EXCLUDED,
              correction,
              "%s excludes the time from %s until %s for %s: %s"
                  .formatted(correction.by(), from, until, about, correction.reason()),
              Map.of("from", from.toString(), "until", until.toString()));
      case Correction.What.Adjustment(var when, double good, double total) ->
          of(
              ADJUSTED,
              correction,
              "%s adjusts the events of %s at %s by %s good ones of %s: %s"
                  .formatted(
                      correction.by(),
                      about,
                      when,
                      number(good),
                      number(total),
                      correction.reason()),
              Map.of("when", when.toString(), "good", number(good), "total", number(total)));
    };
  }

  static Event withdrawn(Correction correction, Correction.Withdrawal withdrawal) {
    return of(
        WITHDRAWN,
        correction,
        "%s takes %s of %s back: %s"
            .formatted(withdrawal.by(), correction.id(), about(correction), withdrawal.reason()),
        Map.of("withdrawnBy", withdrawal.by()));
  }

  private static String about(Correction correction) {
    return correction.objective().isEmpty()
        ? "all objectives of " + correction.service()
        : correction.objective() + " of " + correction.service();
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }

  private static Event of(
      String type, Correction correction, String summary, Map<String, String> more) {
    var data = new TreeMap<>(more);
    data.put("correction", correction.id());
    data.put("objective", correction.objective());
    data.put("reason", correction.reason());
    data.put("by", correction.by());
    return new Event(type, 1, correction.service(), "correction/" + correction.id(), summary, data);
  }

  static Event asked(ReleaseException exception) {
    return of(
        EXCEPTION_ASKED,
        exception,
        exception.askedBy(),
        "%s asks to release %s of %s in spite of a used up budget, until %s: %s"
            .formatted(
                exception.askedBy(),
                exception.version(),
                exception.service(),
                exception.until(),
                exception.reason()));
  }

  static Event approved(ReleaseException exception, String by) {
    return of(
        EXCEPTION_APPROVED,
        exception,
        by,
        "%s approves %s: %s of %s may be released in spite of a used up budget"
            .formatted(by, exception.id(), exception.version(), exception.service()));
  }

  static Event withdrawn(ReleaseException exception, Correction.Withdrawal withdrawal) {
    return of(
        EXCEPTION_WITHDRAWN,
        exception,
        withdrawal.by(),
        "%s takes %s of %s %s back: %s"
            .formatted(
                withdrawal.by(),
                exception.id(),
                exception.service(),
                exception.version(),
                withdrawal.reason()));
  }

  private static Event of(String type, ReleaseException exception, String by, String summary) {
    return new Event(
        type,
        1,
        exception.service(),
        "release-exception/" + exception.id(),
        summary,
        Map.of(
            "exception", exception.id(),
            "version", exception.version(),
            "by", by,
            "reason", exception.reason(),
            "until", exception.until().toString(),
            "approvals",
                String.join(
                    ",",
                    List.copyOf(
                        exception.approvals().stream()
                            .map(ReleaseException.Approval::by)
                            .toList()))));
  }
}
