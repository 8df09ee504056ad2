package dev.mainstay.design.internal.exports.kubernetes;

import dev.mainstay.design.Designs;
import dev.mainstay.design.Export;
import dev.mainstay.design.Instances.Disruption;
import dev.mainstay.design.PolicyCompiler;
import dev.mainstay.design.Portion;
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
    if (service.instances().min() > 1 || service.instances().disruption() != null) {
      objects.add(disruptions(service, carrier));
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

  private static Yml disruptions(Service service, Carrier carrier) {
    Disruption disruption = service.instances().disruption();
    if (disruption != null) {
      carrier.carries("instances/disruption");
    }
    Yml budget =
        switch (disruption) {
          case null -> Yml.of("maxUnavailable", 1);
          case Disruption.Unavailable each ->
              Yml.of("maxUnavailable", amount(each.portion(), service, carrier));
          case Disruption.Available each ->
              Yml.of("minAvailable", amount(each.portion(), service, carrier));
        };
    return Objects.object("policy/v1", "PodDisruptionBudget", service.name(), service)
        .with(
            "spec",
            budget.with(
                "selector", Yml.of("matchLabels", Objects.selector(service, Objects.STABLE))));
  }

  /** Kubernetes knows whole percents only. */
  private static Object amount(Portion portion, Service service, Carrier carrier) {
    if (!(portion instanceof Portion.Share share)) {
      return portion.up(service.instances().min());
    }
    double percent = share.share().asFraction() * 100;
    if (percent == Math.rint(percent)) {
      return Math.round(percent) + "%";
    }
    int count = share.up(service.instances().min());
    carrier.note(
        "instances/disruption",
        "Kubernetes counts whole percents: %s of instances.min is %d".formatted(share, count));
    return count;
  }
}
