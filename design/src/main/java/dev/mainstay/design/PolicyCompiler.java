package dev.mainstay.design;

import dev.mainstay.design.DegradationMode.Trigger;
import dev.mainstay.design.Dependency.OnFailure;
import dev.mainstay.design.Health.Probe;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compiles a service's design to its policy: the small JSON document that the toolkit inside the
 * service obeys. The same design gives the same bytes.
 */
public final class PolicyCompiler {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private PolicyCompiler() {}

  public static String compile(Service service) {
    ObjectNode policy = JSON.createObjectNode();
    policy.put("apiVersion", "mainstay.policy/v1");
    policy.put("service", service.name());
    http(policy.putObject("http"), service.http());
    ObjectNode health = policy.putObject("health");
    health.putObject("liveness").put("path", service.health().liveness().path());
    readiness(health.putObject("readiness"), service.health().readiness());
    ArrayNode dependencies = policy.putArray("dependencies");
    service.dependencies().forEach(each -> dependency(dependencies.addObject(), each));
    ArrayNode modes = policy.putArray("modes");
    service.degradation().stream()
        .filter(mode -> mode.trigger() instanceof Trigger.Fails)
        .forEach(each -> mode(modes.addObject(), each));
    buckets(policy.putArray("latencyBucketsSeconds"), service);
    ArrayNode redact = policy.putArray("redact");
    service.http().redact().forEach(redact::add);
    Delivery.Run run = service.run();
    Duration grace = run == null ? Defaults.GRACE : run.process().grace();
    policy.putObject("shutdown").put("graceMillis", grace.toMillis());
    return JSON.writeValueAsString(policy) + "\n";
  }

  private static void http(ObjectNode node, HttpInterface http) {
    node.put("deadlineMillis", http.deadline().toMillis());
    ArrayNode methods = node.putArray("idempotentMethods");
    http.idempotentMethods().forEach(methods::add);
  }

  private static void readiness(ObjectNode node, Probe probe) {
    node.put("path", probe.path());
    node.put("everyMillis", probe.every().toMillis());
    node.put("timeoutMillis", probe.timeout().toMillis());
    node.put("failures", probe.failures());
    ArrayNode checks = node.putArray("checks");
    probe.checks().forEach(checks::add);
  }

  private static void dependency(ObjectNode node, Dependency dependency) {
    node.put("name", dependency.name());
    node.put("kind", kind(dependency.kind()));
    node.put("required", dependency.required().asFraction());
    node.put("timeoutMillis", dependency.timeout().toMillis());
    var retry = dependency.retry();
    if (retry != null) {
      ObjectNode at = node.putObject("retry");
      at.put("attempts", retry.attempts());
      at.put("waitMillis", retry.firstWait().toMillis());
      at.put("factor", retry.factor());
      at.put("jitter", retry.jitter().asFraction());
      Duration within = retry.within();
      if (within != null) {
        at.put("withinMillis", within.toMillis());
      }
      at.put("budget", retry.budget().asFraction());
      Duration maxWait = retry.maxWait();
      if (maxWait != null) {
        at.put("maxWaitMillis", maxWait.toMillis());
      }
    }
    var breaker = dependency.breaker();
    if (breaker != null) {
      node.putObject("breaker")
          .put("failures", breaker.failures().asFraction())
          .put("of", breaker.of())
          .put("openForMillis", breaker.openFor().toMillis());
    }
    Integer bulkhead = dependency.bulkhead();
    if (bulkhead != null) {
      node.put("bulkhead", bulkhead.intValue());
    }
    var pool = dependency.pool();
    if (pool != null) {
      node.putObject("pool").put("size", pool.size()).put("waitMillis", pool.maxWait().toMillis());
    }
    onFailure(node.putObject("onFailure"), dependency.onFailure());
  }

  private static void onFailure(ObjectNode node, OnFailure onFailure) {
    switch (onFailure) {
      case OnFailure.FailFast failFast -> {
        node.put("action", "failFast").put("status", failFast.status());
        Duration retryAfter = failFast.retryAfter();
        if (retryAfter != null) {
          node.put("retryAfterMillis", retryAfter.toMillis());
        }
      }
      case OnFailure.Degrade degrade -> node.put("action", "degrade").put("mode", degrade.mode());
    }
  }

  private static void mode(ObjectNode node, DegradationMode mode) {
    node.put("name", mode.name());
    node.put("dependency", mode.dependency());
    node.put("header", mode.header());
    node.put("metric", mode.metric());
  }

  /** The thresholds of the latency objectives, so that the histogram counts them exactly. */
  private static void buckets(ArrayNode node, Service service) {
    service.objectives().stream()
        .map(Objective::sli)
        .filter(Sli.Latency.class::isInstance)
        .map(sli -> Durations.seconds(((Sli.Latency) sli).threshold()))
        .distinct()
        .sorted()
        .forEach(seconds -> node.add(seconds.doubleValue()));
  }

  private static String kind(Dependency.Kind kind) {
    return switch (kind) {
      case DATABASE -> "database";
      case CACHE -> "cache";
      case SERVICE -> "service";
      case EXTERNAL_API -> "externalApi";
      case QUEUE -> "queue";
      case STORAGE -> "storage";
    };
  }
}
