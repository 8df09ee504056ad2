package dev.mainstay.toolkit.internal;

import dev.mainstay.toolkit.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which degradation modes are active: exactly those whose dependency is failing. Thread-safe. */
public final class Modes {
  private static final Logger log = LoggerFactory.getLogger(Modes.class);

  private final Time time;
  private final Set<String> failing = new HashSet<>();
  private final Map<String, Long> activeSince = new LinkedHashMap<>();
  private List<Policy.Mode> modes;
  private volatile List<String> shown = List.of();

  public Modes(Time time, Policy policy) {
    this.time = time;
    this.modes = policy.modes();
  }

  public synchronized void change(Policy policy) {
    modes = policy.modes();
    judge();
  }

  public synchronized void dependency(String name, boolean isFailing) {
    if (isFailing ? failing.add(name) : failing.remove(name)) {
      judge();
    }
  }

  /** Names of the active modes that callers are told of, in the policy's order. */
  public List<String> shown() {
    return shown;
  }

  /** Names of all active modes. */
  public synchronized List<String> active() {
    return List.copyOf(activeSince.keySet());
  }

  /** 1 or 0 by mode, for those that have a metric. */
  public synchronized Map<List<String>, Double> samples() {
    Map<List<String>, Double> samples = new LinkedHashMap<>();
    for (Policy.Mode mode : modes) {
      if (mode.metric()) {
        samples.put(List.of(mode.name()), activeSince.containsKey(mode.name()) ? 1.0 : 0.0);
      }
    }
    return samples;
  }

  private void judge() {
    Set<String> due = new HashSet<>();
    List<String> header = new ArrayList<>();
    for (Policy.Mode mode : modes) {
      if (!failing.contains(mode.dependency())) {
        continue;
      }
      due.add(mode.name());
      if (mode.header()) {
        header.add(mode.name());
      }
      if (activeSince.putIfAbsent(mode.name(), time.nanos()) == null) {
        log.atWarn()
            .addKeyValue("event", "mode.entered")
            .addKeyValue("mode", mode.name())
            .addKeyValue("dependency", mode.dependency())
            .log("degradation mode entered");
      }
    }
    activeSince
        .entrySet()
        .removeIf(entry -> {
          if (due.contains(entry.getKey())) {
            return false;
          }
          log.atInfo()
              .addKeyValue("event", "mode.left")
              .addKeyValue("mode", entry.getKey())
              .addKeyValue(
                  "activeMillis", Duration.ofNanos(time.nanos() - entry.getValue()).toMillis())
              .log("degradation mode left");
          return true;
        });
    shown = List.copyOf(header);
  }
}
