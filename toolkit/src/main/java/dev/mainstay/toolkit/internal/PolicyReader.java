package dev.mainstay.toolkit.internal;

import dev.mainstay.toolkit.ConfigurationException;
import dev.mainstay.toolkit.Policy;
import dev.mainstay.toolkit.Policy.BreakerPolicy;
import dev.mainstay.toolkit.Policy.DependencyPolicy;
import dev.mainstay.toolkit.Policy.Guards;
import dev.mainstay.toolkit.Policy.OnFailure;
import dev.mainstay.toolkit.Policy.Pool;
import dev.mainstay.toolkit.Policy.Readiness;
import dev.mainstay.toolkit.Policy.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a policy document whole: either a valid {@link Policy} or every problem at once. */
public final class PolicyReader {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private PolicyReader() {}

  /**
   * Reads one document.
   *
   * @param source where the text came from, for messages
   * @throws ConfigurationException with all problems
   */
  public static Policy read(String source, String text) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JacksonException e) {
      var at = e.getLocation();
      String place =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new ConfigurationException(
          source, List.of("not JSON" + place + ": " + e.getOriginalMessage()));
    }
    List<String> problems = new ArrayList<>();
    if (!root.isObject()) {
      throw new ConfigurationException(
          source, List.of("policy: " + JsonFields.shown(root) + " (expected: a JSON object)"));
    }
    JsonNode version = root.get("apiVersion");
    if (version == null
        || !version.isString()
        || !version.stringValue().equals(Policy.API_VERSION)) {
      // Another version has other keys: judging them by this version's rules would only mislead.
      throw new ConfigurationException(
          source,
          List.of(
              "apiVersion: "
                  + (version == null ? "missing" : JsonFields.shown(version))
                  + " (expected: \""
                  + Policy.API_VERSION
                  + "\"; a newer policy needs a newer toolkit)"));
    }
    Policy policy = policy(new JsonFields("", root, problems));
    if (!problems.isEmpty()) {
      throw new ConfigurationException(source, problems);
    }
    return policy;
  }

  private static Policy policy(JsonFields f) {
    f.string("apiVersion");
    Policy policy =
        new Policy(
            f.string("service"),
            http(f.object("http")),
            health(f.object("health")),
            f.list("dependencies", PolicyReader::dependency),
            f.list("modes", PolicyReader::mode),
            f.positiveNumbers("latencyBucketsSeconds"),
            Set.copyOf(f.strings("redact")),
            shutdown(f.object("shutdown")));
    f.end();
    references(policy, f);
    return policy;
  }

  private static Policy.Http http(JsonFields f) {
    var http =
        new Policy.Http(
            f.millis("deadlineMillis", Duration.ofMillis(2500)),
            Set.copyOf(f.strings("idempotentMethods")));
    f.end();
    return http;
  }

  private static Policy.Health health(JsonFields f) {
    JsonFields liveness = f.object("liveness");
    String livenessPath = liveness.path("path", "/healthz");
    liveness.end();
    JsonFields r = f.object("readiness");
    var readiness =
        new Readiness(
            r.path("path", "/readyz"),
            r.millis("everyMillis", Duration.ofSeconds(1)),
            r.millis("timeoutMillis", Duration.ofMillis(500)),
            r.integer("failures", 2, 1, 1000),
            r.strings("checks"));
    r.end();
    f.end();
    return new Policy.Health(livenessPath, readiness);
  }

  private static Policy.Shutdown shutdown(JsonFields f) {
    var shutdown = new Policy.Shutdown(f.millisOrZero("graceMillis", Duration.ofSeconds(10)));
    f.end();
    return shutdown;
  }

  private static DependencyPolicy dependency(JsonFields f) {
    var dependency =
        new DependencyPolicy(
            f.string("name"),
            f.string("kind"),
            f.number("required", 1.0, 0, 1),
            f.millis("timeoutMillis", null),
            new Guards(
                f.optional("retry").map(PolicyReader::retry),
                f.optional("breaker").map(PolicyReader::breaker),
                f.has("bulkhead")
                    ? OptionalInt.of(f.integer("bulkhead", 64, 1, 10_000))
                    : OptionalInt.empty(),
                f.optional("pool").map(PolicyReader::pool)),
            f.optional("onFailure")
                .map(PolicyReader::onFailure)
                .orElse(new OnFailure.FailFast(503, Optional.empty())));
    f.end();
    return dependency;
  }

  private static Retry retry(JsonFields f) {
    var retry =
        new Retry(
            f.integer("attempts", 2, 1, 100),
            f.millisOrZero("waitMillis", Duration.ofMillis(50)),
            f.number("factor", 2.0, 1, 100),
            f.number("jitter", 0.5, 0, 1),
            f.millis("withinMillis", Duration.ofDays(1)),
            f.number("budget", 0.1, 0, 10),
            f.millis("maxWaitMillis", Duration.ofDays(1)));
    f.end();
    return retry;
  }

  private static BreakerPolicy breaker(JsonFields f) {
    double failures = f.number("failures", 0.5, 0, 1);
    if (failures == 0) {
      f.problem("failures", "0", "> 0 and <= 1");
    }
    var breaker =
        new BreakerPolicy(
            failures,
            f.integer("of", 20, 1, 10_000),
            f.millis("openForMillis", Duration.ofSeconds(5)));
    f.end();
    return breaker;
  }

  private static Pool pool(JsonFields f) {
    var pool =
        new Pool(
            f.integer("size", 10, 1, 10_000), f.millisOrZero("waitMillis", Duration.ofMillis(100)));
    f.end();
    return pool;
  }

  private static OnFailure onFailure(JsonFields f) {
    String action = f.string("action");
    switch (action) {
      case "failFast" -> {
        int status = f.integer("status", 503, 400, 599);
        Optional<Duration> retryAfter =
            f.has("retryAfterMillis")
                ? Optional.of(f.millisOrZero("retryAfterMillis", Duration.ZERO))
                : Optional.empty();
        f.end();
        return new OnFailure.FailFast(status, retryAfter);
      }
      case "degrade" -> {
        String mode = f.string("mode");
        f.end();
        return new OnFailure.Degrade(mode);
      }
      default -> {
        // Without a known action its other keys cannot be judged.
        if (!action.isEmpty()) {
          f.problem("action", "\"" + action + "\"", "failFast or degrade");
        }
        return new OnFailure.FailFast(503, Optional.empty());
      }
    }
  }

  private static Policy.Mode mode(JsonFields f) {
    var mode =
        new Policy.Mode(
            f.string("name"),
            f.string("dependency"),
            f.bool("header", true),
            f.bool("metric", true));
    f.end();
    return mode;
  }

  private static void references(Policy policy, JsonFields f) {
    Set<String> dependencies = new LinkedHashSet<>();
    for (int i = 0; i < policy.dependencies().size(); i++) {
      String name = policy.dependencies().get(i).name();
      if (!dependencies.add(name)) {
        f.problem("dependencies[" + i + "].name", "\"" + name + "\"", "a unique name");
      }
    }
    Set<String> modes = new LinkedHashSet<>();
    for (int i = 0; i < policy.modes().size(); i++) {
      Policy.Mode mode = policy.modes().get(i);
      if (!modes.add(mode.name())) {
        f.problem("modes[" + i + "].name", "\"" + mode.name() + "\"", "a unique name");
      }
      known(f, "modes[" + i + "].dependency", mode.dependency(), dependencies);
    }
    for (int i = 0; i < policy.dependencies().size(); i++) {
      if (policy.dependencies().get(i).onFailure() instanceof OnFailure.Degrade degrade) {
        known(f, "dependencies[" + i + "].onFailure.mode", degrade.mode(), modes);
      }
    }
    List<String> checks = policy.health().readiness().checks();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < checks.size(); i++) {
      String at = "health.readiness.checks[" + i + "]";
      known(f, at, checks.get(i), dependencies);
      if (!seen.add(checks.get(i))) {
        f.problem(at, "\"" + checks.get(i) + "\"", "each dependency once");
      }
    }
  }

  private static void known(JsonFields f, String at, String name, Set<String> known) {
    if (!name.isEmpty() && !known.contains(name)) {
      String expected = known.isEmpty() ? "none is declared" : "one of " + String.join(", ", known);
      f.problem(at, "\"" + name + "\"", expected);
    }
  }
}
