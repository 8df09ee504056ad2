package dev.mainstay.server.internal;

import dev.mainstay.kernel.Durations;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Left;
import dev.mainstay.objectives.live.LiveObjectives;
import dev.mainstay.objectives.live.Standing;
import java.util.List;
import java.util.Locale;

/** Mainstay's own lines about objectives. */
final class ObjectiveMetrics {
  /** Beyond this only the others are told of. */
  private static final int MOST = 1_000;

  private final LiveObjectives objectives;

  ObjectiveMetrics(LiveObjectives objectives) {
    this.objectives = objectives;
  }

  String text() {
    List<Standing> all = objectives.all();
    LiveObjectives.Work last = objectives.lastWork();
    var text = new StringBuilder();
    line(text, "mainstay_objectives", "gauge", "Objectives held.", all.size());
    line(
        text,
        "mainstay_objectives_failing",
        "gauge",
        "Objectives that could not be evaluated at the last tick.",
        last.failing());
    line(
        text,
        "mainstay_objectives_exhausted",
        "gauge",
        "Objectives with a used up budget.",
        all.stream().filter(each -> each.usedUp() != null).count());
    line(
        text,
        "mainstay_objectives_agreements_broken",
        "gauge",
        "Objectives that do not keep what is promised by contract.",
        all.stream().filter(Standing::breaksAgreement).count());
    line(
        text,
        "mainstay_objectives_ticks_total",
        "counter",
        "Times they were counted.",
        last.ticks());
    line(
        text,
        "mainstay_objectives_tick_seconds",
        "gauge",
        "How long the last tick took.",
        Durations.seconds(last.took()));
    if (last.at() != null) {
      line(
          text,
          "mainstay_objectives_tick_timestamp_seconds",
          "gauge",
          "When they were counted last.",
          Numbers.unix(last.at()));
    }
    if (!all.isEmpty()) {
      text.append("# HELP mainstay_objective_budget_remaining Share of the budget that is left.\n");
      text.append("# TYPE mainstay_objective_budget_remaining gauge\n");
      for (Standing standing : all.subList(0, Math.min(MOST, all.size()))) {
        Left left = standing.left();
        text.append("mainstay_objective_budget_remaining{service=\"")
            .append(escaped(left.service()))
            .append("\",objective=\"")
            .append(escaped(left.objective()))
            .append("\"} ")
            .append(left.remaining())
            .append('\n');
      }
    }
    return text.toString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static void line(
      StringBuilder text, String name, String type, String help, double value) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    text.append(name)
        .append(' ')
        .append(
            value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%.0f", value)
                : Double.toString(value))
        .append('\n');
  }
}
