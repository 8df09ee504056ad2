package dev.mainstay.design.internal.exports.kubernetes;

import dev.mainstay.design.Service;
import dev.mainstay.design.internal.exports.Yml;

/** What all objects of a service have in common. */
final class Objects {
  static final String NAME = "app.kubernetes.io/name";
  static final String TRACK = "mainstay.dev/track";
  static final String STABLE = "stable";
  static final String CANARY = "canary";
  static final int PORT = 8080;

  private Objects() {}

  static Yml object(String apiVersion, String kind, String name, Service service) {
    return Yml.of("apiVersion", apiVersion)
        .with("kind", kind)
        .with("metadata", Yml.of("name", name).with("labels", labels(service)));
  }

  static Yml labels(Service service) {
    return Yml.of(NAME, service.name())
        .with("app.kubernetes.io/managed-by", "mainstay")
        .with("mainstay.dev/team", service.owner());
  }

  static Yml selector(Service service, String track) {
    return Yml.of(NAME, service.name()).with(TRACK, track);
  }

  /** A Service in front of the pods that the labels choose. */
  static Yml front(Service service, String name, Yml selector) {
    return object("v1", "Service", name, service)
        .with(
            "spec",
            Yml.of("selector", selector)
                .with(
                    "ports",
                    java.util.List.of(
                        Yml.of("name", "http").with("port", 80).with("targetPort", "http"))));
  }
}
