package dev.mainstay.toolkit.internal;

import dev.mainstay.toolkit.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.event.Level;

/**
 * The process's configuration, validated whole.
 *
 * @param host the address to bind
 * @param port 0 picks a free one
 * @param policy path or URL
 * @param service the expected service; empty accepts the policy's
 */
public record Environment(
    String host,
    int port,
    String policy,
    String service,
    String version,
    String commit,
    String instance) {

  /**
   * Reads the variables.
   *
   * @throws ConfigurationException naming every variable that is missing or wrong
   */
  public static Environment read(Map<String, String> env) {
    List<String> problems = new ArrayList<>();
    String policy = env.getOrDefault("MAINSTAY_POLICY", "").strip();
    if (policy.isEmpty()) {
      problems.add(
          "MAINSTAY_POLICY: "
              + (env.containsKey("MAINSTAY_POLICY") ? "empty" : "not set")
              + " (expected: the path or http URL of the service's policy, as `mainstay` compiles it"
              + " from the design)");
    }
    String port = env.getOrDefault("PORT", "").strip();
    int number = -1;
    try {
      number = Integer.parseInt(port);
    } catch (NumberFormatException e) {
      number = -1;
    }
    if (number < 0 || number > 65_535) {
      problems.add(
          "PORT: "
              + (port.isEmpty() ? "not set" : "\"" + port + "\"")
              + " (expected: a port from 1 to 65535, or 0 for any free one)");
    }
    String level = env.getOrDefault("MAINSTAY_LOG_LEVEL", "INFO").strip().toUpperCase(Locale.ROOT);
    if (List.of(Level.values()).stream().noneMatch(l -> l.name().equals(level))) {
      problems.add(
          "MAINSTAY_LOG_LEVEL: \"" + level + "\" (expected: trace, debug, info, warn or error)");
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException("environment", problems);
    }
    return new Environment(
        text(env, "MAINSTAY_HOST", "127.0.0.1"),
        number,
        policy,
        text(env, "MAINSTAY_SERVICE", ""),
        text(env, "MAINSTAY_VERSION", "unknown"),
        text(env, "MAINSTAY_COMMIT", "unknown"),
        text(env, "MAINSTAY_INSTANCE", ""));
  }

  /** The level of {@code MAINSTAY_LOG_LEVEL}, info by default. */
  public static Level logLevel(Map<String, String> env) {
    return Level.valueOf(
        env.getOrDefault("MAINSTAY_LOG_LEVEL", "INFO").strip().toUpperCase(Locale.ROOT));
  }

  private static String text(Map<String, String> env, String key, String absent) {
    String value = env.getOrDefault(key, "").strip();
    return value.isEmpty() ? absent : value;
  }
}
