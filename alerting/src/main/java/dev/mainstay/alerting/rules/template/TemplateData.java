package dev.mainstay.alerting.rules.template;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a template can speak of.
 *
 * @param value of the alert; a double, or the text of a histogram
 * @param externalUrl under which this Mainstay is reached, without a slash at the end
 * @param now the time of the evaluation
 * @param query answers the function of this name; may throw whatever says why it cannot
 */
public record TemplateData(
    SortedMap<String, String> labels,
    SortedMap<String, String> externalLabels,
    String externalUrl,
    Object value,
    Instant now,
    Function<String, List<TemplateSample>> query) {
  public TemplateData {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    externalLabels = Collections.unmodifiableSortedMap(new TreeMap<>(externalLabels));
  }

  /** The fields by their names in templates. */
  Map<String, Object> fields() {
    return Map.of(
        "Labels", labels,
        "ExternalLabels", externalLabels,
        "ExternalURL", externalUrl,
        "Value", value);
  }
}
