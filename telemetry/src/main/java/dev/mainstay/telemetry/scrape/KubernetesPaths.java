package dev.mainstay.telemetry.scrape;

import dev.mainstay.telemetry.config.HttpAccess;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where Kubernetes' API server has what a role needs. */
final class KubernetesPaths {
  private static final Path SECRETS = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
  private static final Map<String, String> RESOURCES =
      Map.of(
          "node", "/api/v1 nodes",
          "pod", "/api/v1 pods",
          "service", "/api/v1 services",
          "endpoints", "/api/v1 endpoints",
          "endpointslice", "/apis/discovery.k8s.io/v1 endpointslices",
          "ingress", "/apis/networking.k8s.io/v1 ingresses");

  private KubernetesPaths() {}

  /** What a pod may show of itself to the API server. */
  static HttpAccess inCluster() {
    return new HttpAccess(
        null,
        null,
        null,
        "Bearer",
        null,
        SECRETS.resolve("token"),
        SECRETS.resolve("ca.crt"),
        false,
        true,
        List.of());
  }

  /** Selectors as parameters of an address. */
  static String query(String label, String field) {
    return parameter("labelSelector", label) + parameter("fieldSelector", field);
  }

  private static String parameter(String name, String value) {
    return value.isEmpty()
        ? ""
        : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** The kinds of objects of which a role's targets are made, the leading one first. */
  static List<String> kinds(String role) {
    return switch (role) {
      case "endpoints" -> List.of("endpoints", "service", "pod");
      case "endpointslice" -> List.of("endpointslice", "service", "pod");
      default -> List.of(role);
    };
  }

  /** The paths of a kind's lists: one, or one for each namespace. */
  static List<String> paths(String kind, List<String> namespaces) {
    String[] parts = RESOURCES.getOrDefault(kind, "/api/v1 pods").split(" ");
    if (namespaces.isEmpty() || kind.equals("node")) {
      return List.of(parts[0] + "/" + parts[1]);
    }
    return namespaces.stream()
        .map(namespace -> parts[0] + "/namespaces/" + namespace + "/" + parts[1])
        .toList();
  }
}
