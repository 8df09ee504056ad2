package dev.mainstay.alerting;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rule of a rule file that an alert comes from.
 *
 * @param file as the user named it
 * @param group name of the rule's group
 * @param place where the rule stands, {@code rules/api.yaml:7:5}
 * @param series how many series fired when that was told last, &ge; 1
 * @param labels that all of them have in common
 * @param annotations of the first of them
 * @param note what had to be taken for granted, or the empty string
 */
public record RuleOrigin(
    String file,
    String group,
    String place,
    int series,
    Map<String, String> labels,
    Map<String, String> annotations,
    String note) {
  public RuleOrigin {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
  }
}
