package dev.mainstay.design.internal.exports.kubernetes;

import dev.mainstay.design.Designs;
import dev.mainstay.design.Export;
import dev.mainstay.design.PolicyCompiler;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.exports.Carrier;
import dev.mainstay.design.internal.exports.Yml;
import java.util.ArrayList;
import java.util.List;

/** What a service needs to run on Kubernetes: one file per service. */
public final class Workloads {
  private Workloads() {}

  public static Export of(Designs designs) {
    return Carrier.all(designs.services().stream().map(service -> of(service, designs)).toList());
  }

  private static Export of(Service service, Designs designs) {
    var carrier = Carrier.of(service, designs);
    var objects = new ArrayList<Yml>();
    objects.add(policy(service, carrier));
    objects.add(
        new Pods(service, carrier)
            .deployment(service.name(), Objects.STABLE, service.instances().min()));
    objects.add(Objects.front(service, service.name(), Yml.of(Objects.NAME, service.name())));
    objects.addAll(Autoscalers.of(service, carrier));
    if (service.instances().min() > 1) {
      objects.add(disruptions(service));
    } else {
      carrier.note(
          "instances/min",
          "no PodDisruptionBudget: with one instance it would keep a node from being drained");
    }
    var file =
        carrier.yaml(
            service.name() + ".kubernetes.yaml",
            "Kubernetes objects of " + service.name(),
            objects);
    return carrier.export(List.of(file));
  }

  /** What the toolkit inside the service obeys. */
  private static Yml policy(Service service, Carrier carrier) {
    if (!service.dependencies().isEmpty()) {
      carrier.carries("dependencies");
    }
    carrier.carries("interface");
    return Objects.object("v1", "ConfigMap", service.name() + "-policy", service)
        .with("data", Yml.of("policy.json", PolicyCompiler.compile(service)));
  }

  private static Yml disruptions(Service service) {
    return Objects.object("policy/v1", "PodDisruptionBudget", service.name(), service)
        .with(
            "spec",
            Yml.of("maxUnavailable", 1)
                .with(
                    "selector", Yml.of("matchLabels", Objects.selector(service, Objects.STABLE))));
  }
}
