package dev.mainstay.cli;

import dev.mainstay.kernel.Remainder;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How an objective stands, for people. */
final class StandingText {
  private StandingText() {}

  /**
   * Three lines about an objective, and one about what is promised by contract.
   *
   * @param forecast of the same, or missing
   */
  static String of(JsonNode objective, JsonNode forecast) {
    var text = new StringBuilder();
    String name = objective.path("service").asString() + "/" + objective.path("name").asString();
    String unknown = Api.string(objective, "unknown");
    if (unknown != null) {
      return "%s: not known: %s%n".formatted(name, unknown);
    }
    JsonNode budget = objective.path("budget");
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %s, %s of %s wanted%n  budget  %s left: %.1f of %.1f minutes%s%n",
            name,
            objective.path("level").asString(),
            percent(objective.path("indicator").asDouble()),
            percent(objective.path("target").asDouble()),
            left(budget.path("remaining").asDouble()),
            budget.path("remainingMinutes").asDouble(),
            budget.path("allowedMinutes").asDouble(),
            spent(budget)));
    text.append("  burns  ");
    for (JsonNode rate : objective.path("rates")) {
      Double burning = Api.number(rate, "burnRate");
      text.append(
          burning == null
              ? " %s -".formatted(rate.path("window").asString())
              : String.format(Locale.ROOT, " %s %.2f", rate.path("window").asString(), burning));
    }
    text.append("\n");
    JsonNode agreement = objective.path("agreement");
    if (agreement.isObject()) {
      text.append(agreement(agreement));
    }
    return text.append("  ").append(forecast(forecast)).append("\n").toString();
  }

  private static String agreement(JsonNode agreement) {
    JsonNode budget = agreement.path("budget");
    Double within = Api.number(agreement, "within");
    String promised =
        percent(agreement.path("target").asDouble())
            + (within == null ? "" : " within " + Terminal.seconds(within))
            + " promised";
    if (agreement.path("unknown").isString()) {
      return "  SLA     not known: %s; %s%n"
          .formatted(promised, agreement.path("unknown").asString());
    }
    double remaining = budget.path("remaining").asDouble(Double.NaN);
    return String.format(
        Locale.ROOT,
        "  SLA     %s: %s, %s left of what it allows: %.1f of %.1f minutes%n",
        remaining <= 0 ? "broken" : "kept",
        promised,
        left(remaining),
        budget.path("remainingMinutes").asDouble(),
        budget.path("allowedMinutes").asDouble());
  }

  private static String spent(JsonNode budget) {
    Double allowed = Api.number(budget, "allowed");
    return allowed == null
        ? ""
        : String.format(
            Locale.ROOT,
            ", %.0f of %.0f %s spent",
            budget.path("spent").asDouble(),
            allowed,
            budget.path("unit").asString());
  }

  private static String forecast(JsonNode forecast) {
    if (!forecast.isObject()) {
      return "no forecast: the budget does not shrink";
    }
    String basis = forecast.path("basis").asString();
    String likely = time(Api.number(forecast, "likely"));
    if (likely == null) {
      String until = time(Api.number(forecast, "until"));
      return until == null
          ? "no forecast: " + basis
          : "used up not before " + until + " (" + basis + ")";
    }
    String latest = time(Api.number(forecast, "latest"));
    return "used up %s, from %s to %s (%s)"
        .formatted(
            likely,
            time(Api.number(forecast, "earliest")),
            latest == null ? "later than " + time(Api.number(forecast, "until")) : latest,
            basis);
  }

  private static @Nullable String time(@Nullable Double unix) {
    return unix == null ? null : Instant.ofEpochSecond(unix.longValue()).toString();
  }

  private static String left(double share) {
    return percent(Remainder.percent(share, 4) / 100);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.4f %%", share * 100).replaceFirst("0{1,3} %$", " %");
  }
}
