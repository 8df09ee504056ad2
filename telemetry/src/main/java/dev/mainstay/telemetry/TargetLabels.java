package dev.mainstay.telemetry;

import java.util.Map;
import java.util.TreeMap;

/** The labels that say where a sample was scraped. */
final class TargetLabels {
  static final String SERVICE = "service";
  static final String INSTANCE = "instance";
  static final String VERSION = "version";

  private TargetLabels() {}

  static Labels of(Target target) {
    return add(new Labels(Map.of()), target);
  }

  static Labels add(Labels exposed, Target target) {
    var values = new TreeMap<>(exposed.values());
    put(values, SERVICE, target.service());
    put(values, INSTANCE, target.instance());
    put(values, VERSION, target.version());
    return new Labels(values);
  }

  private static void put(Map<String, String> values, String name, String value) {
    String exposed = values.put(name, value);
    if (exposed != null) {
      String kept = "exported_" + name;
      while (values.containsKey(kept)) {
        kept = "exported_" + kept;
      }
      values.put(kept, exposed);
    }
  }
}
