package dev.mainstay.alerting.rules.template;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** A series' value as the function {@code query} gives it. */
public record TemplateSample(SortedMap<String, String> labels, double value) {
  public TemplateSample {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }
}
