package dev.mainstay.design;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Series of a metric by equal labels: {@code payments_total{status="completed"}}.
 *
 * @param labels label name to required value
 */
public record Selector(String metric, Map<String, String> labels) {
  public Selector {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  @Override
  public String toString() {
    if (labels.isEmpty()) {
      return metric;
    }
    var text = new StringBuilder(metric).append('{');
    labels.forEach((name, value) ->
        text.append(text.charAt(text.length() - 1) == '{' ? "" : ",")
            .append(name)
            .append("=\"")
            .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
            .append('"'));
    return text.append('}').toString();
  }
}
