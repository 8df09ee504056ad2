package dev.mainstay.design.internal.exports.kubernetes;

import dev.mainstay.design.Defaults;
import dev.mainstay.design.Delivery;
import dev.mainstay.design.Health.Probe;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.exports.Carrier;
import dev.mainstay.design.internal.exports.Yml;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The Deployment of a service, stable or canary. */
final class Pods {
  /** Until every proxy has heard that a pod goes; then no new request reaches it. */
  private static final int PRE_STOP_SECONDS = 5;

  private static final int STARTUP_PERIOD_SECONDS = 2;

  /** A start may take as many times as long as usual before it is given up. */
  private static final int STARTUP_PATIENCE = 3;

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "password|secret|token|api_?key|credential|private_?key", Pattern.CASE_INSENSITIVE);
  private static final Pattern SECRET_VALUE =
      Pattern.compile(
          "//[^/@]*:[^/@]*@|[?&;](password|pwd|token|secret)=", Pattern.CASE_INSENSITIVE);

  private final Service service;
  private final Carrier carrier;

  Pods(Service service, Carrier carrier) {
    this.service = service;
    this.carrier = carrier;
  }

  Yml deployment(String name, String track, int replicas) {
    Yml selector = Objects.selector(service, track);
    Yml spec =
        Yml.of("replicas", replicas)
            .with("revisionHistoryLimit", 3)
            .with("selector", Yml.of("matchLabels", selector))
            .with(
                "strategy",
                Yml.of("type", "RollingUpdate")
                    .with("rollingUpdate", Yml.of("maxSurge", 1).with("maxUnavailable", 0)))
            .with(
                "template",
                Yml.of("metadata", Yml.of("labels", Objects.labels(service).withAll(selector)))
                    .with("spec", pod(selector)));
    carrier.carries("instances");
    return Objects.object("apps/v1", "Deployment", name, service).with("spec", spec);
  }

  private Yml pod(Yml selector) {
    Yml pod = Yml.of("terminationGracePeriodSeconds", PRE_STOP_SECONDS + grace());
    if (service.instances().min() > 1) {
      pod.with(
          "topologySpreadConstraints",
          List.of(
              Yml.of("maxSkew", 1)
                  .with("topologyKey", "kubernetes.io/hostname")
                  .with("whenUnsatisfiable", "ScheduleAnyway")
                  .with("labelSelector", Yml.of("matchLabels", selector))));
    }
    return pod.with("containers", List.of(container()))
        .with(
            "volumes",
            List.of(
                Yml.of("name", "policy")
                    .with("configMap", Yml.of("name", service.name() + "-policy"))));
  }

  private int grace() {
    Delivery.Run run = service.run();
    if (run == null) {
      return Seconds.whole(Defaults.GRACE);
    }
    carrier.carries("delivery/process/grace");
    return Seconds.up(run.process().grace(), "delivery/process/grace", carrier);
  }

  private Yml container() {
    Delivery.Run run = service.run();
    String version = run == null ? Defaults.INITIAL_VERSION : run.initialVersion();
    carrier.note(
        run == null ? "delivery" : "delivery/process/command",
        "a design names no container image: replace %s:%s; it listens on $PORT"
            .formatted(service.name(), version));
    return Yml.of("name", service.name())
        .with("image", service.name() + ":" + version)
        .with("ports", List.of(Yml.of("name", "http").with("containerPort", Objects.PORT)))
        .with("env", environment(version))
        .with("resources", Resources.of(service, carrier))
        .with("startupProbe", startup())
        .with("livenessProbe", probe("liveness", service.health().liveness()))
        .with("readinessProbe", probe("readiness", service.health().readiness()))
        .with("lifecycle", Yml.of("preStop", Yml.of("sleep", Yml.of("seconds", PRE_STOP_SECONDS))))
        .with(
            "volumeMounts",
            List.of(
                Yml.of("name", "policy")
                    .with("mountPath", "/etc/mainstay")
                    .with("readOnly", true)));
  }

  private List<Yml> environment(String version) {
    var variables = new ArrayList<Yml>();
    variables.add(variable("PORT", String.valueOf(Objects.PORT)));
    variables.add(variable("MAINSTAY_HOST", "0.0.0.0"));
    variables.add(variable("MAINSTAY_SERVICE", service.name()));
    variables.add(variable("MAINSTAY_VERSION", version));
    variables.add(variable("MAINSTAY_POLICY", "/etc/mainstay/policy.json"));
    Delivery.Run run = service.run();
    if (run != null) {
      run.process().environment().forEach((name, value) -> variables.add(own(name, value)));
    }
    return variables;
  }

  private Yml own(String name, String value) {
    String path = "delivery/process/env/" + name;
    if (SECRET_NAME.matcher(name).find() || SECRET_VALUE.matcher(value).find()) {
      carrier.note(path, "not written here: read from the Secret " + service.name());
      return Yml.of("name", name)
          .with(
              "valueFrom",
              Yml.of("secretKeyRef", Yml.of("name", service.name()).with("key", name)));
    }
    if (value.contains("127.0.0.1") || value.contains("localhost")) {
      carrier.note(path, "points to its own machine, which is another one in a cluster");
    }
    carrier.carries(path);
    return variable(name, value);
  }

  private static Yml variable(String name, String value) {
    return Yml.of("name", name).with("value", value);
  }

  /** Liveness and readiness begin when it has succeeded. */
  private Yml startup() {
    Duration longest = service.instances().startup().multipliedBy(STARTUP_PATIENCE);
    int tries = Math.ceilDiv(Seconds.whole(longest), STARTUP_PERIOD_SECONDS);
    carrier.carries("instances/each/startup");
    carrier.note(
        "instances/each/startup",
        "the start-up probe waits %d times as long before it gives up, at most %ds"
            .formatted(STARTUP_PATIENCE, tries * STARTUP_PERIOD_SECONDS));
    return get(service.health().readiness().path())
        .with("periodSeconds", STARTUP_PERIOD_SECONDS)
        .with(
            "timeoutSeconds",
            Math.min(STARTUP_PERIOD_SECONDS, Seconds.whole(service.health().readiness().timeout())))
        .with("failureThreshold", tries);
  }

  private Yml probe(String name, Probe probe) {
    String path = "health/" + name;
    carrier.carries(path);
    return get(probe.path())
        .with("periodSeconds", Seconds.up(probe.every(), path + "/every", carrier))
        .with("timeoutSeconds", Seconds.up(probe.timeout(), path + "/timeout", carrier))
        .with("failureThreshold", probe.failures());
  }

  private static Yml get(String path) {
    return Yml.of("httpGet", Yml.of("path", path).with("port", "http"));
  }
}
