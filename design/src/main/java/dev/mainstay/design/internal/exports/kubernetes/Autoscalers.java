package dev.mainstay.design.internal.exports.kubernetes;

import dev.mainstay.design.Service;
import dev.mainstay.design.internal.exports.Carrier;
import dev.mainstay.design.internal.exports.Yml;
import java.util.ArrayList;
import java.util.List;

/** Horizontal and vertical autoscalers. */
final class Autoscalers {
  private Autoscalers() {}

  static List<Yml> of(Service service, Carrier carrier) {
    var objects = new ArrayList<Yml>();
    if (service.instances().max() > service.instances().min()) {
      carrier.note(
          "instances/scale", "no HorizontalPodAutoscaler: what to scale on is not written");
    }
    objects.add(vertical(service));
    return objects;
  }

  /** Recommends and changes nothing, so that it never works against the horizontal one. */
  private static Yml vertical(Service service) {
    return Objects.object("autoscaling.k8s.io/v1", "VerticalPodAutoscaler", service.name(), service)
        .with(
            "spec",
            Yml.of("targetRef", target(service)).with("updatePolicy", Yml.of("updateMode", "Off")));
  }

  private static Yml target(Service service) {
    return Yml.of("apiVersion", "apps/v1").with("kind", "Deployment").with("name", service.name());
  }
}
