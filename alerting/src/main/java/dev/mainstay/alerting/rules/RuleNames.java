package dev.mainstay.alerting.rules;

import dev.mainstay.design.yaml.Node;
import dev.mainstay.kernel.Problem;
import dev.mainstay.promql.Dialect;
import dev.mainstay.telemetry.Labels;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Which names metrics and labels of rules may have. */
final class RuleNames {
  private static final Pattern PLAIN_METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern PLAIN_LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  /** Labels that are set whatever a rule says. */
  private static final Set<String> OF_ALERTS = Set.of(AlertingState.NAME, AlertingState.STATE);

  private final boolean plain;
  private final Consumer<Problem> problems;

  RuleNames(Dialect dialect, Consumer<Problem> problems) {
    this.plain = dialect.prometheus2();
    this.problems = problems;
  }

  void checkRecord(Node.Scalar name) {
    boolean valid =
        plain
            ? PLAIN_METRIC.matcher(name.text()).matches()
            : !name.text().contains("{") && !name.text().contains("}");
    if (!valid) {
      problems.accept(
          Problem.error(
              "MS-F007",
              "record: %s (expected: a metric's name%s)"
                  .formatted(name.kind(), plain ? "" : "; selectors belong into expr"),
              name.place(),
              null));
    }
  }

  void checkLabels(Map<String, Node.Entry> labels, boolean ofAlert) {
    labels.forEach((name, entry) -> {
      if (name.equals(Labels.NAME)) {
        problems.accept(
            Problem.error(
                "MS-F007",
                "label " + Labels.NAME + ": is the metric's name (expected: another label)",
                entry.key().place(),
                "remove it; record: names the metric"));
      } else if (isNoLabel(name)) {
        problems.accept(noLabel("label", entry.key()));
      } else if (ofAlert && OF_ALERTS.contains(name)) {
        problems.accept(
            new Problem(
                "MS-F017",
                Problem.Severity.WARNING,
                "label " + name + ": is overwritten",
                entry.key().place(),
                List.of(),
                null,
                name.equals(AlertingState.NAME)
                    ? "it is always the alert's name"
                    : "the series ALERTS says with it whether the alert fires",
                "use another name"));
      }
    });
  }

  void checkAnnotations(Map<String, Node.Entry> annotations) {
    annotations.forEach((name, entry) -> {
      if (isNoLabel(name)) {
        problems.accept(noLabel("annotation", entry.key()));
      }
    });
  }

  private boolean isNoLabel(String name) {
    return plain ? !PLAIN_LABEL.matcher(name).matches() : name.isEmpty();
  }

  private static Problem noLabel(String what, Node.Scalar name) {
    return Problem.error(
        "MS-F007",
        "%s name %s (expected: letters, digits and underscores)".formatted(what, name.kind()),
        name.place(),
        null);
  }
}
