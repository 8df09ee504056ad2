package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.yaml.Node;
import dev.mainstay.design.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The export against the text of OpenSLO's specification, version v1: no package carries its schema
 * here, so the fields that each kind has and needs stand in this test.
 */
class OpenSloExportTest {
  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "Service", Set.of("description"),
          "SLI", Set.of("description", "ratioMetric", "thresholdMetric"),
          "SLO",
              Set.of(
                  "description",
                  "service",
                  "indicator",
                  "indicatorRef",
                  "timeWindow",
                  "budgetingMethod",
                  "objectives",
                  "alertPolicies"),
          "AlertPolicy",
              Set.of(
                  "description",
                  "alertWhenNoData",
                  "alertWhenResolved",
                  "alertWhenBreaching",
                  "conditions",
                  "notificationTargets"),
          "AlertNotificationTarget", Set.of("target", "description"));

  private static final Map<String, Set<String>> REQUIRED =
      Map.of(
          "Service", Set.of(),
          "SLI", Set.of("ratioMetric"),
          "SLO", Set.of("service", "indicatorRef", "timeWindow", "budgetingMethod", "objectives"),
          "AlertPolicy", Set.of("conditions", "notificationTargets"),
          "AlertNotificationTarget", Set.of("target"));

  private static List<Node.Mapping> objects() {
    List<Node.Mapping> objects = new ArrayList<>();
    for (Designs designs : ExportedDesigns.all()) {
      for (Export.ExportedFile file : Exports.of(ExportFormat.OPENSLO, designs).files()) {
        Yaml.read(
                new SourceText(file.name(), file.text()),
                problem -> {
                  throw new AssertionError(problem);
                })
            .forEach(node -> objects.add((Node.Mapping) node));
      }
    }
    return objects;
  }

  private static Node get(Node node, String key) {
    return ((Node.Mapping) node)
        .entries().stream()
            .filter(entry -> entry.key().text().equals(key))
            .findFirst()
            .orElseThrow(() -> new AssertionError(key + " is missing at " + node.place()))
            .value();
  }

  private static String text(Node node, String key) {
    return ((Node.Scalar) get(node, key)).text();
  }

  private static List<String> keys(Node node) {
    return ((Node.Mapping) node).entries().stream().map(entry -> entry.key().text()).toList();
  }

  private static List<Node> items(Node node, String key) {
    return ((Node.Sequence) get(node, key)).items();
  }

  @Test
  void everyObjectHasTheFieldsOfItsKind() {
    assertThat(objects()).hasSizeGreaterThan(20);
    for (Node.Mapping object : objects()) {
      assertThat(keys(object)).containsExactly("apiVersion", "kind", "metadata", "spec");
      assertThat(text(object, "apiVersion")).isEqualTo("openslo/v1");
      assertThat(text(get(object, "metadata"), "name"))
          .matches("[a-z0-9]([a-z0-9-]{0,253}[a-z0-9])?");
      String kind = text(object, "kind");
      assertThat(FIELDS).containsKey(kind);
      assertThat(FIELDS.get(kind)).containsAll(keys(get(object, "spec")));
      assertThat(keys(get(object, "spec"))).containsAll(REQUIRED.get(kind));
    }
  }

  @Test
  void windowsAreShorthandAndOne() {
    for (Node.Mapping object : objects()) {
      if (text(object, "kind").equals("SLO")) {
        assertThat(items(get(object, "spec"), "timeWindow"))
            .singleElement()
            .satisfies(
                window -> assertThat(text(window, "duration")).matches("[1-9][0-9]*[mhdwMQY]"));
      }
    }
  }

  @Test
  void policiesHaveOneConditionWithAllItsFields() {
    for (Node.Mapping object : objects()) {
      if (text(object, "kind").equals("AlertPolicy")) {
        Node condition = items(get(object, "spec"), "conditions").getFirst();
        assertThat(items(get(object, "spec"), "conditions")).hasSize(1);
        assertThat(text(condition, "kind")).isEqualTo("AlertCondition");
        assertThat(keys(get(condition, "spec"))).containsExactly("severity", "condition");
        Node rule = get(get(condition, "spec"), "condition");
        assertThat(keys(rule)).containsExactly("kind", "threshold", "lookbackWindow", "alertAfter");
        assertThat(text(rule, "lookbackWindow")).matches("[1-9][0-9]*[mhdwMQY]");
        assertThat(text(rule, "alertAfter")).matches("[0-9]+m");
      }
    }
  }

  @Test
  void everyReferenceIsMet() {
    List<String> names =
        objects().stream()
            .map(object -> text(object, "kind") + " " + text(get(object, "metadata"), "name"))
            .toList();
    assertThat(names).doesNotHaveDuplicates();
    for (Node.Mapping object : objects()) {
      Node spec = get(object, "spec");
      if (text(object, "kind").equals("SLO")) {
        assertThat(names).contains("SLI " + text(spec, "indicatorRef"));
        assertThat(names).contains("Service " + text(spec, "service"));
        if (keys(spec).contains("alertPolicies")) {
          items(spec, "alertPolicies")
              .forEach(policy ->
                  assertThat(names).contains("AlertPolicy " + text(policy, "alertPolicyRef")));
        }
      }
    }
  }
}
