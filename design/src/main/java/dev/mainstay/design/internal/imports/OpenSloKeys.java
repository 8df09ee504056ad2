package dev.mainstay.design.internal.imports;

import dev.mainstay.design.yaml.Node;
import dev.mainstay.kernel.Nearest;
import dev.mainstay.kernel.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The keys that OpenSLO v1 has, of each kind of document. */
final class OpenSloKeys {
  /** What may stand under a key: anything, unless keys are named. Lists are of such. */
  private record Shape(Map<String, Shape> keys) {
    static final Shape ANY = new Shape(Map.of());

    static Shape of(String... names) {
      Map<String, Shape> keys = new LinkedHashMap<>();
      for (String name : names) {
        keys.put(name, ANY);
      }
      return new Shape(keys);
    }

    Shape with(String name, Shape shape) {
      Map<String, Shape> more = new LinkedHashMap<>(keys);
      more.put(name, shape);
      return new Shape(more);
    }
  }

  private static final Shape METADATA = Shape.of("name", "displayName", "labels", "annotations");
  private static final Shape SOURCE =
      Shape.of().with("metricSource", Shape.of("metricSourceRef", "type", "spec"));
  private static final Shape RATIO =
      Shape.of("counter", "rawType")
          .with("good", SOURCE)
          .with("bad", SOURCE)
          .with("total", SOURCE)
          .with("raw", SOURCE);
  private static final Shape INDICATOR =
      Shape.of("description").with("thresholdMetric", SOURCE).with("ratioMetric", RATIO);
  private static final Shape CONDITION =
      Shape.of("description", "severity")
          .with("condition", Shape.of("kind", "op", "threshold", "lookbackWindow", "alertAfter"));
  private static final Shape TARGET = Shape.of("description", "target");
  private static final Shape POLICY =
      Shape.of("description", "alertWhenNoData", "alertWhenResolved", "alertWhenBreaching")
          .with("conditions", inside(CONDITION).with("conditionRef", Shape.ANY))
          .with("notificationTargets", inside(TARGET).with("targetRef", Shape.ANY));
  private static final Shape OBJECTIVE =
      Shape.of(
              "displayName",
              "op",
              "value",
              "target",
              "targetPercent",
              "timeSliceTarget",
              "timeSliceWindow",
              "indicatorRef",
              "compositeWeight")
          .with("indicator", inside(INDICATOR));
  private static final Shape SLO =
      Shape.of("description", "service", "indicatorRef", "budgetingMethod")
          .with("indicator", inside(INDICATOR))
          .with(
              "timeWindow",
              Shape.of("duration", "isRolling").with("calendar", Shape.of("startTime", "timeZone")))
          .with("objectives", OBJECTIVE)
          .with("alertPolicies", inside(POLICY).with("alertPolicyRef", Shape.ANY));

  private static final Map<String, Shape> KINDS =
      Map.of(
          "SLO", SLO,
          "SLI", INDICATOR,
          "AlertPolicy", POLICY,
          "AlertCondition", CONDITION,
          "AlertNotificationTarget", TARGET,
          "Service", Shape.of("description"),
          "DataSource", Shape.of("description", "type", "connectionDetails"));

  private OpenSloKeys() {}

  /** A document's keys, or those of one that stands inside another. */
  private static Shape inside(Shape spec) {
    return Shape.of("apiVersion", "kind").with("metadata", METADATA).with("spec", spec);
  }

  static void check(Node document, String kind, Consumer<Problem> problems) {
    Shape spec = KINDS.get(kind);
    if (spec != null) {
      check(document, inside(spec), problems);
      return;
    }
    Node.Entry written = document instanceof Node.Mapping all ? all.find("kind") : null;
    problems.accept(
        Problem.error(
            "MS-F007",
            "kind: %s (expected: %s)"
                .formatted(
                    kind.isEmpty() ? "nothing" : kind,
                    String.join(", ", KINDS.keySet().stream().sorted().toList())),
            written == null ? document.place() : written.value().place(),
            Nearest.of(kind, KINDS.keySet())
                .map(near -> "did you mean `" + near + "`?")
                .orElse("write one of the kinds of OpenSLO v1")));
  }

  private static void check(Node node, @Nullable Shape shape, Consumer<Problem> problems) {
    if (shape == null || shape.keys().isEmpty()) {
      return;
    }
    switch (node) {
      case Node.Mapping mapping ->
          mapping
              .entries()
              .forEach(entry -> {
                String key = entry.key().text();
                if (shape.keys().containsKey(key)) {
                  check(entry.value(), shape.keys().get(key), problems);
                } else {
                  problems.accept(unknown(entry.key(), shape));
                }
              });
      case Node.Sequence list -> list.items().forEach(item -> check(item, shape, problems));
      case Node.Scalar ignored -> {}
    }
  }

  private static Problem unknown(Node.Scalar key, Shape shape) {
    return Problem.error(
        "MS-F004",
        "unknown key " + key.kind(),
        key.place(),
        Nearest.of(key.text(), shape.keys().keySet())
            .map(near -> "did you mean `" + near + "`?")
            .orElseGet(() -> "known here: " + String.join(", ", shape.keys().keySet())));
  }
}
