package dev.mainstay.design.internal.imports;

import dev.mainstay.design.internal.exports.Yml;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Instances, health, resources and scaling from Kubernetes manifests. */
public final class KubernetesImport {
  private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet");
  private static final int PERIOD_SECONDS = 10;
  private static final int TIMEOUT_SECONDS = 1;
  private static final int FAILURES = 3;

  private final Drafts drafts;
  private final List<Foreign> workloads = new ArrayList<>();
  private final List<Foreign> autoscalers = new ArrayList<>();
  private final List<Foreign> budgets = new ArrayList<>();
  private final List<Foreign> others = new ArrayList<>();
  private final Map<String, Workload> byName = new TreeMap<>();

  /**
   * @param labels of its pods
   */
  private record Workload(Draft draft, Map<String, String> labels) {}

  public KubernetesImport(Drafts drafts) {
    this.drafts = drafts;
  }

  /** Whether the document is a Kubernetes object. They refer to each other: see finish. */
  public boolean read(Foreign document) {
    String kind = document.get("kind").map(Foreign::peek).orElse("");
    if (kind.isEmpty() || document.get("apiVersion").isEmpty()) {
      return false;
    }
    if (WORKLOADS.contains(kind)) {
      workloads.add(document);
    } else if (kind.equals("HorizontalPodAutoscaler")) {
      autoscalers.add(document);
    } else if (kind.equals("PodDisruptionBudget")) {
      budgets.add(document);
    } else {
      others.add(document);
    }
    return true;
  }

  /** When all files are read. */
  public void finish() {
    workloads.forEach(this::workload);
    autoscalers.forEach(this::autoscaler);
    budgets.forEach(this::disruption);
    for (Foreign other : others) {
      other.leave(
          "not carried over: %s %s"
              .formatted(other.text("kind"), other.text("metadata", "name"))
              .strip());
    }
  }

  private static void head(Foreign object) {
    for (String key : new String[] {"apiVersion", "kind"}) {
      object.text(key);
    }
    object.text("metadata", "name");
    object.get("metadata").flatMap(each -> each.get("labels")).ifPresent(Foreign::ignore);
    object.get("status").ifPresent(Foreign::ignore);
  }

  private void workload(Foreign object) {
    head(object);
    String name = object.text("metadata", "name");
    List<Foreign> containers = object.list("spec", "template", "spec", "containers");
    if (name.isEmpty() || containers.isEmpty()) {
      object.leave("not carried over: it has no name or no containers");
      return;
    }
    Draft draft = drafts.of(name);
    if (!draft.name().equals(name)) {
      object.remark("name '%s' became %s".formatted(name, draft.name()));
    }
    draft.from(object);
    byName.put(name, new Workload(draft, object.texts("spec", "template", "metadata", "labels")));
    object.at("spec", "selector").ifPresent(Foreign::ignore);
    object.at("spec", "template", "metadata").ifPresent(Foreign::ignore);
    object
        .at("spec", "strategy")
        .filter(each -> each.has("rollingUpdate"))
        .ifPresent(each -> rolling(draft, each));
    object.at("spec", "replicas").ifPresent(each -> replicas(draft, each));
    Foreign main =
        containers.stream().max(Comparator.comparingInt(KubernetesImport::weight)).orElseThrow();
    for (Foreign container : containers) {
      if (container.node() != main.node()) {
        container.leave(
            "container %s: not carried over: a design describes one"
                .formatted(container.text("name")));
      }
    }
    container(draft, main);
    object.rest();
  }

  /** The container that traffic goes to is the one that is probed. */
  private static int weight(Foreign container) {
    return (container.has("readinessProbe") ? 4 : 0)
        + (container.has("livenessProbe") ? 2 : 0)
        + (container.has("ports") ? 1 : 0);
  }

  private static void replicas(Draft draft, Foreign replicas) {
    Optional<Integer> count = Quantities.whole(replicas.peek()).filter(each -> each > 0);
    if (count.isEmpty()) {
      replicas.leave(
          "replicas %s: not carried over (expected: 1 or more)".formatted(replicas.peek()));
      return;
    }
    replicas.text();
    Yml instances = draft.section("instances");
    instances.put("min", count.get());
    instances.put("max", count.get());
  }

  private static void rolling(Draft draft, Foreign strategy) {
    strategy.text("type");
    Map<String, String> keys = Map.of("maxUnavailable", "unavailable", "maxSurge", "surge");
    new TreeMap<>(keys)
        .forEach((theirs, ours) ->
            strategy
                .at("rollingUpdate", theirs)
                .ifPresent(value -> {
                  Optional<String> portion = portion(value);
                  if (portion.isEmpty()) {
                    value.leave(
                        "%s %s: not carried over: no number or share"
                            .formatted(theirs, value.peek()));
                    return;
                  }
                  value.text();
                  draft.section("delivery", "strategy", "rolling").put(ours, portion.get());
                }));
  }

  private static Optional<String> portion(Foreign value) {
    return Optional.of(value.peek())
        .filter(each -> each.matches("[0-9]{1,4}|[0-9]{1,2}%|100%"))
        .map(each -> each.replace("%", " %"));
  }

  /** It is about the one workload whose pods it selects. */
  private void disruption(Foreign object) {
    head(object);
    Map<String, String> selector = object.texts("spec", "selector", "matchLabels");
    List<Draft> selected =
        byName.values().stream()
            .filter(each -> each.labels().entrySet().containsAll(selector.entrySet()))
            .map(Workload::draft)
            .toList();
    String key = object.at("spec", "minAvailable").isPresent() ? "minAvailable" : "maxUnavailable";
    Optional<Foreign> value = object.at("spec", key);
    Optional<String> portion = value.flatMap(KubernetesImport::portion);
    if (selector.isEmpty() || selected.size() != 1 || portion.isEmpty()) {
      object.leave(
          "PodDisruptionBudget %s: not carried over: %s"
              .formatted(
                  object.text("metadata", "name"),
                  portion.isEmpty()
                      ? "no number or share of pods"
                      : "its labels select %d of the workloads in these files"
                          .formatted(selected.size())));
      return;
    }
    Draft draft = selected.getFirst();
    draft.from(object);
    value.get().text();
    object.at("spec", "selector").ifPresent(Foreign::ignore);
    draft
        .section("instances", "disruption")
        .put(key.equals("minAvailable") ? "available" : "unavailable", portion.get());
    object.rest();
  }

  private static void container(Draft draft, Foreign container) {
    container.text("name");
    each(draft, container, "cpu");
    each(draft, container, "memory");
    probe(draft, container, "liveness");
    probe(draft, container, "readiness");
    container.get("startupProbe").ifPresent(probe -> startup(draft, probe));
  }

  /** The limit is what it may use; without one, what it asks for. */
  private static void each(Draft draft, Foreign container, String resource) {
    Optional<Foreign> limit = container.at("resources", "limits", resource);
    Optional<Foreign> request = container.at("resources", "requests", resource);
    limit
        .or(() -> request)
        .ifPresent(value -> {
          Optional<String> amount =
              resource.equals("cpu")
                  ? Quantities.cores(value.peek())
                  : Quantities.bytes(value.peek());
          if (amount.isEmpty()) {
            value.leave("%s %s: not carried over: no quantity".formatted(resource, value.peek()));
            return;
          }
          value.text();
          draft.section("instances", "each").put(resource, amount.get());
          if (limit.isPresent() && request.isPresent()) {
            if (!limit.get().peek().equals(request.get().peek())) {
              request
                  .get()
                  .remark(
                      "request of %s %s: the limit was taken"
                          .formatted(resource, request.get().peek()));
            }
            request.get().text();
          }
        });
  }

  private static void probe(Draft draft, Foreign container, String name) {
    Optional<Foreign> found = container.get(name + "Probe");
    if (found.isEmpty()) {
      return;
    }
    Foreign probe = found.get();
    String path = probe.at("httpGet", "path").map(Foreign::peek).orElse("");
    boolean http = probe.has("httpGet");
    if (!http || (!path.isEmpty() && !path.startsWith("/"))) {
      probe.leave("%s probe: not carried over: a design's asks over HTTP".formatted(name));
      return;
    }
    probe.text("httpGet", "path");
    Yml health =
        draft
            .section("health", name)
            .with("path", path.isEmpty() ? "/" : path)
            .with("every", Quantities.seconds(number(probe, "periodSeconds", PERIOD_SECONDS)))
            .with("timeout", Quantities.seconds(number(probe, "timeoutSeconds", TIMEOUT_SECONDS)));
    health.with("failures", number(probe, "failureThreshold", FAILURES));
    int delay = probe.has("initialDelaySeconds") ? number(probe, "initialDelaySeconds", 0) : 0;
    if (delay > 0 && name.equals("readiness")) {
      draft.section("instances", "each").putIfAbsent("startup", Quantities.seconds(delay));
      probe.remark("initial delay of %ds became the start-up: measure it".formatted(delay));
    }
  }

  private static int number(Foreign probe, String key, int otherwise) {
    Optional<Foreign> found = probe.get(key);
    if (found.isEmpty()) {
      return otherwise;
    }
    Optional<Integer> value = Quantities.whole(found.get().peek());
    if (value.isEmpty() || value.get() == 0) {
      if (value.isEmpty() || otherwise > 0) {
        found.get().leave("%s %s: %d taken instead".formatted(key, found.get().peek(), otherwise));
      } else {
        found.get().text();
      }
      return otherwise;
    }
    found.get().text();
    return value.get();
  }

  /** The longest start that it allows. */
  private static void startup(Draft draft, Foreign probe) {
    long seconds =
        (long) number(probe, "periodSeconds", PERIOD_SECONDS)
                * number(probe, "failureThreshold", FAILURES)
            + (probe.has("initialDelaySeconds") ? number(probe, "initialDelaySeconds", 0) : 0);
    draft.section("instances", "each").put("startup", Quantities.seconds(seconds));
    probe.remark("start-up probe became the longest start that it allows: measure it");
  }

  private void autoscaler(Foreign object) {
    head(object);
    String target = object.text("spec", "scaleTargetRef", "name");
    object.at("spec", "scaleTargetRef").ifPresent(Foreign::ignore);
    Workload workload = byName.get(target);
    if (workload == null) {
      object.leave("not carried over: it scales %s, which is not in these files".formatted(target));
      return;
    }
    Draft draft = workload.draft();
    draft.from(object);
    Yml instances = draft.section("instances");
    int min =
        object
            .at("spec", "minReplicas")
            .map(each -> number(object.get("spec").get(), "minReplicas", 1))
            .orElse(1);
    int max =
        object
            .at("spec", "maxReplicas")
            .map(each -> number(object.get("spec").get(), "maxReplicas", min))
            .orElse(min);
    instances.put("min", min);
    instances.put("max", Math.max(min, max));
    object.at("spec", "targetCPUUtilizationPercentage").ifPresent(each -> band(draft, "cpu", each));
    for (Foreign metric : object.list("spec", "metrics")) {
      String resource = metric.at("resource", "name").map(Foreign::peek).orElse("");
      Optional<Foreign> share =
          metric
              .at("resource", "target", "averageUtilization")
              .or(() -> metric.at("resource", "targetAverageUtilization"));
      if (share.isPresent() && Set.of("cpu", "memory").contains(resource)) {
        metric.text("type");
        metric.text("resource", "name");
        metric.text("resource", "target", "type");
        band(draft, resource, share.get());
      }
    }
    Yml scale = draft.section("instances", "scale");
    if (scale.isEmpty()) {
      instances.remove("scale");
    } else {
      window(object, "scaleUp", 0).ifPresent(seconds -> scale.put("upAfter", seconds));
      window(object, "scaleDown", 300).ifPresent(seconds -> scale.put("downAfter", seconds));
    }
    object.rest();
  }

  private static Optional<String> window(Foreign object, String direction, int otherwise) {
    return object
        .at("spec", "behavior", direction)
        .filter(each -> each.has("stabilizationWindowSeconds"))
        .map(each -> number(each, "stabilizationWindowSeconds", 0))
        .or(() -> Optional.of(otherwise))
        .map(Quantities::seconds);
  }

  private static void band(Draft draft, String resource, Foreign share) {
    Optional<Integer> percent =
        Quantities.whole(share.peek()).filter(each -> each > 0 && each <= 100);
    if (percent.isEmpty()) {
      share.leave(
          "%s target %s: not carried over (expected: 1 to 100)".formatted(resource, share.peek()));
      return;
    }
    share.text();
    draft.section("instances", "scale", resource).put("up", percent.get() + " %");
  }
}
