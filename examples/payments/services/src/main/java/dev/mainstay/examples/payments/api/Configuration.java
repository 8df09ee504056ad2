package dev.mainstay.examples.payments.api;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where the service's dependencies are.
 *
 * @param password of the database; never logged
 */
record Configuration(
    String databaseUrl, String user, String password, URI redis, URI fraudApi, URI cardNetwork) {

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException with every problem
   */
  static Configuration from(Map<String, String> env) {
    List<String> problems = new ArrayList<>();
    String database = env.getOrDefault("DATABASE_URL", "jdbc:postgresql://127.0.0.1:8432/payments");
    if (!database.startsWith("jdbc:postgresql:")) {
      problems.add("DATABASE_URL: " + database + " (expected: jdbc:postgresql://HOST:PORT/NAME)");
    }
    Configuration configuration =
        new Configuration(
            database,
            env.getOrDefault("DATABASE_USER", "payments"),
            env.getOrDefault("DATABASE_PASSWORD", "payments-demo"),
            uri(env, "REDIS_URL", "redis://127.0.0.1:8379", "redis", problems),
            uri(env, "FRAUD_API_URL", "http://127.0.0.1:8401", "http", problems),
            uri(env, "CARD_NETWORK_URL", "http://127.0.0.1:8402", "http", problems));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return configuration;
  }

  private static URI uri(
      Map<String, String> env, String key, String otherwise, String scheme, List<String> problems) {
    String value = env.getOrDefault(key, otherwise);
    try {
      URI uri = URI.create(value);
      if (scheme.equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() > 0) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Told below, with the other problems.
    }
    problems.add(key + ": " + value + " (expected: " + scheme + "://HOST:PORT)");
    return URI.create(otherwise);
  }

  @Override
  public String toString() {
    return databaseUrl + " as " + user + ", " + redis + ", " + fraudApi + ", " + cardNetwork;
  }
}
