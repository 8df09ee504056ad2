package dev.mainstay.alerting.rules;

import dev.mainstay.alerting.rules.template.Template;
import dev.mainstay.alerting.rules.template.TemplateException;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Promql;
import dev.mainstay.promql.PromqlException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A rule that is made of a specification.
 *
 * @param alert whether it alerts; else it records
 * @param name the alert's, or of the metric that is recorded
 * @param pendingFor of an alert
 * @param labels texts of templates where it alerts
 * @param place where the specification asks for it
 */
record DraftRule(
    boolean alert,
    String name,
    String expr,
    Duration pendingFor,
    SortedMap<String, String> labels,
    SortedMap<String, String> annotations,
    Place place) {
  static DraftRule recording(String name, String expr, Map<String, String> labels, Place place) {
    return new DraftRule(
        false, name, expr, Duration.ZERO, new TreeMap<>(labels), new TreeMap<>(), place);
  }

  static DraftRule alerting(
      String name,
      String expr,
      Duration pendingFor,
      Map<String, String> labels,
      Map<String, String> annotations,
      Place place) {
    return new DraftRule(
        true, name, expr, pendingFor, new TreeMap<>(labels), new TreeMap<>(annotations), place);
  }

  /** Absent when it is none of the dialect, which is told. */
  Optional<Rule> rule(Dialect dialect, Consumer<Problem> problems) {
    try {
      var parsed = Promql.parse(expr, dialect);
      return Optional.of(
          alert
              ? new AlertingRule(
                  name,
                  expr,
                  parsed,
                  pendingFor,
                  Duration.ZERO,
                  templates(labels),
                  templates(annotations),
                  place)
              : new RecordingRule(name, expr, parsed, labels, place));
    } catch (PromqlException e) {
      problems.accept(told("MS-F014", e.problems().getFirst().message()));
    } catch (TemplateException e) {
      problems.accept(told("MS-F015", String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  private Problem told(String code, String what) {
    return Problem.error(code, "%s: %s".formatted(name, what), place, "mend what it is made of");
  }

  private static SortedMap<String, Template> templates(Map<String, String> texts) {
    var templates = new TreeMap<String, Template>();
    texts.forEach((name, text) -> templates.put(name, Template.parse(text)));
    return templates;
  }
}
