package dev.mainstay.telemetry.scrape;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes targets of Kubernetes' objects, with the {@code __meta_kubernetes_…} labels that
 * Prometheus' documentation names.
 */
final class KubernetesTargets {
  private static final String META = "__meta_kubernetes_";
  private static final String ADDRESS = "__address__";
  private static final String[] NODE_ADDRESSES = {
    "InternalIP", "InternalDNS", "ExternalIP", "ExternalDNS", "LegacyHostIP", "Hostname"
  };

  private final Map<String, Map<String, JsonNode>> objects;

  /**
   * Over objects.
   *
   * @param objects by kind, then by namespace and name
   */
  KubernetesTargets(Map<String, Map<String, JsonNode>> objects) {
    this.objects = objects;
  }

  List<TargetGroup> groups(String role) {
    var groups = new ArrayList<TargetGroup>();
    for (JsonNode object : all(role)) {
      TargetGroup group =
          switch (role) {
            case "node" -> node(object);
            case "service" -> service(object);
            case "ingress" -> ingress(object);
            case "endpoints" -> endpoints(object);
            case "endpointslice" -> slice(object);
            default -> pod(object);
          };
      if (group != null && !group.targets().isEmpty()) {
        groups.add(group);
      }
    }
    return groups;
  }

  private Collection<JsonNode> all(String kind) {
    return objects.getOrDefault(kind, Map.of()).values();
  }

  static String key(JsonNode object) {
    JsonNode meta = object.path("metadata");
    return meta.path("namespace").asString("") + "/" + meta.path("name").asString("");
  }

  private static String text(JsonNode node, String... path) {
    JsonNode at = node;
    for (String name : path) {
      at = at.path(name);
    }
    return at.isMissingNode() || at.isNull() ? "" : at.asString("");
  }

  private static void put(Map<String, String> labels, String name, String value) {
    if (!value.isEmpty()) {
      labels.put(META + name, value);
    }
  }

  private static TreeMap<String, String> meta(String kind, JsonNode object) {
    var labels = new TreeMap<String, String>();
    if (!kind.equals("node")) {
      put(labels, "namespace", text(object, "metadata", "namespace"));
    }
    put(labels, kind + "_name", text(object, "metadata", "name"));
    described(labels, kind, "label", object.path("metadata").path("labels"));
    described(labels, kind, "annotation", object.path("metadata").path("annotations"));
    return labels;
  }

  private static void described(
      Map<String, String> labels, String kind, String what, JsonNode texts) {
    for (Map.Entry<String, JsonNode> each : texts.properties()) {
      String name = each.getKey().replaceAll("[^a-zA-Z0-9_]", "_");
      put(labels, kind + "_" + what + "_" + name, each.getValue().asString(""));
      put(labels, kind + "_" + what + "present_" + name, "true");
    }
  }

  private static String join(String host, String port) {
    String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port.isEmpty() ? shown : shown + ":" + port;
  }

  private static @Nullable TargetGroup node(JsonNode node) {
    TreeMap<String, String> labels = meta("node", node);
    put(labels, "node_provider_id", text(node, "spec", "providerID"));
    var addresses = new TreeMap<String, String>();
    for (JsonNode each : node.path("status").path("addresses")) {
      addresses.putIfAbsent(text(each, "type"), text(each, "address"));
    }
    addresses.forEach((type, address) ->
        put(labels, "node_address_" + type.replaceAll("[^a-zA-Z0-9_]", "_"), address));
    for (String type : NODE_ADDRESSES) {
      String address = addresses.get(type);
      if (address != null) {
        String port = text(node, "status", "daemonEndpoints", "kubeletEndpoint", "Port");
        String name = text(node, "metadata", "name");
        return new TargetGroup(
            "node" + key(node),
            List.of(Map.of(ADDRESS, join(address, port), "instance", name)),
            labels);
      }
    }
    return null;
  }

  private static TargetGroup service(JsonNode service) {
    var targets = new ArrayList<Map<String, String>>();
    String host =
        text(service, "metadata", "name") + "." + text(service, "metadata", "namespace") + ".svc";
    String type = text(service, "spec", "type");
    for (JsonNode port : service.path("spec").path("ports")) {
      var target = new TreeMap<String, String>();
      target.put(ADDRESS, join(host, text(port, "port")));
      put(target, "service_port_name", text(port, "name"));
      put(target, "service_port_number", text(port, "port"));
      put(target, "service_port_protocol", protocol(port));
      put(target, "service_type", type);
      if (type.equals("ExternalName")) {
        put(target, "service_external_name", text(service, "spec", "externalName"));
      } else {
        put(target, "service_cluster_ip", text(service, "spec", "clusterIP"));
      }
      if (type.equals("LoadBalancer")) {
        put(target, "service_loadbalancer_ip", text(service, "spec", "loadBalancerIP"));
      }
      targets.add(target);
    }
    return new TargetGroup("service" + key(service), targets, meta("service", service));
  }

  private static String protocol(JsonNode port) {
    String protocol = text(port, "protocol");
    return protocol.isEmpty() ? "TCP" : protocol;
  }

  private static TargetGroup ingress(JsonNode ingress) {
    var targets = new ArrayList<Map<String, String>>();
    TreeMap<String, String> labels = meta("ingress", ingress);
    put(labels, "ingress_class_name", text(ingress, "spec", "ingressClassName"));
    for (JsonNode rule : ingress.path("spec").path("rules")) {
      String host = text(rule, "host");
      String scheme = "http";
      for (JsonNode tls : ingress.path("spec").path("tls")) {
        for (JsonNode secured : tls.path("hosts")) {
          String wanted = secured.asString("");
          boolean wild = wanted.startsWith("*.") && host.endsWith(wanted.substring(1));
          scheme = wild || wanted.equals(host) ? "https" : scheme;
        }
      }
      var paths = new ArrayList<String>();
      for (JsonNode path : rule.path("http").path("paths")) {
        String text = text(path, "path");
        paths.add(text.isEmpty() ? "/" : text);
      }
      for (String path : paths.isEmpty() ? List.of("/") : paths) {
        var target = new TreeMap<String, String>();
        target.put(ADDRESS, host);
        put(target, "ingress_scheme", scheme);
        put(target, "ingress_host", host);
        put(target, "ingress_path", path);
        targets.add(target);
      }
    }
    return new TargetGroup("ingress" + key(ingress), targets, labels);
  }

  private static @Nullable TargetGroup pod(JsonNode pod) {
    String ip = text(pod, "status", "podIP");
    if (ip.isEmpty()) {
      return null;
    }
    var targets = new ArrayList<Map<String, String>>();
    containers(pod, "containers", false, targets);
    containers(pod, "initContainers", true, targets);
    return new TargetGroup("pod" + key(pod), targets, podLabels(pod));
  }

  private static TreeMap<String, String> podLabels(JsonNode pod) {
    TreeMap<String, String> labels = meta("pod", pod);
    put(labels, "pod_ip", text(pod, "status", "podIP"));
    put(labels, "pod_phase", text(pod, "status", "phase"));
    put(labels, "pod_node_name", text(pod, "spec", "nodeName"));
    put(labels, "pod_host_ip", text(pod, "status", "hostIP"));
    put(labels, "pod_uid", text(pod, "metadata", "uid"));
    put(labels, "pod_ready", ready(pod));
    for (JsonNode owner : pod.path("metadata").path("ownerReferences")) {
      if (owner.path("controller").asBoolean(false)) {
        put(labels, "pod_controller_kind", text(owner, "kind"));
        put(labels, "pod_controller_name", text(owner, "name"));
      }
    }
    return labels;
  }

  private static String ready(JsonNode pod) {
    for (JsonNode condition : pod.path("status").path("conditions")) {
      if (text(condition, "type").equals("Ready")) {
        return text(condition, "status").toLowerCase(java.util.Locale.ROOT);
      }
    }
    return "unknown";
  }

  private static void containers(
      JsonNode pod, String kind, boolean init, List<Map<String, String>> into) {
    String ip = text(pod, "status", "podIP");
    for (JsonNode container : pod.path("spec").path(kind)) {
      JsonNode ports = container.path("ports");
      if (ports.isEmpty()) {
        TreeMap<String, String> target = container(pod, container, init);
        target.put(ADDRESS, join(ip, ""));
        into.add(target);
      }
      for (JsonNode port : ports) {
        TreeMap<String, String> target = container(pod, container, init);
        target.put(ADDRESS, join(ip, text(port, "containerPort")));
        port(target, port);
        into.add(target);
      }
    }
  }

  private static void port(Map<String, String> target, JsonNode port) {
    put(target, "pod_container_port_name", text(port, "name"));
    put(target, "pod_container_port_number", text(port, "containerPort"));
    put(target, "pod_container_port_protocol", protocol(port));
  }

  private static TreeMap<String, String> container(JsonNode pod, JsonNode container, boolean init) {
    var target = new TreeMap<String, String>();
    String name = text(container, "name");
    put(target, "pod_container_name", name);
    put(target, "pod_container_image", text(container, "image"));
    put(target, "pod_container_init", Boolean.toString(init));
    for (JsonNode status :
        pod.path("status").path(init ? "initContainerStatuses" : "containerStatuses")) {
      if (text(status, "name").equals(name)) {
        put(target, "pod_container_id", text(status, "containerID"));
      }
    }
    return target;
  }

  private TargetGroup endpoints(JsonNode endpoints) {
    var targets = new ArrayList<Map<String, String>>();
    for (JsonNode subset : endpoints.path("subsets")) {
      for (JsonNode port : subset.path("ports")) {
        for (JsonNode address : subset.path("addresses")) {
          targets.add(endpoint(endpoints, address, port, "true"));
        }
        for (JsonNode address : subset.path("notReadyAddresses")) {
          targets.add(endpoint(endpoints, address, port, "false"));
        }
      }
    }
    TreeMap<String, String> labels = meta("endpoints", endpoints);
    ofService(labels, key(endpoints));
    return new TargetGroup("endpoints" + key(endpoints), targets, labels);
  }

  private Map<String, String> endpoint(
      JsonNode endpoints, JsonNode address, JsonNode port, String ready) {
    var target = new TreeMap<String, String>();
    target.put(ADDRESS, join(text(address, "ip"), text(port, "port")));
    put(target, "endpoint_ready", ready);
    put(target, "endpoint_port_name", text(port, "name"));
    put(target, "endpoint_port_protocol", protocol(port));
    put(target, "endpoint_hostname", text(address, "hostname"));
    put(target, "endpoint_node_name", text(address, "nodeName"));
    ofPod(target, "endpoint_", address.path("targetRef"), endpoints, port);
    return target;
  }

  private TargetGroup slice(JsonNode slice) {
    var targets = new ArrayList<Map<String, String>>();
    String service =
        slice.path("metadata").path("labels").path("kubernetes.io/service-name").asString("");
    for (JsonNode port : slice.path("ports")) {
      for (JsonNode endpoint : slice.path("endpoints")) {
        for (JsonNode address : endpoint.path("addresses")) {
          var target = new TreeMap<String, String>();
          target.put(ADDRESS, join(address.asString(""), text(port, "port")));
          put(target, "endpointslice_port_name", text(port, "name"));
          put(target, "endpointslice_port_protocol", protocol(port));
          put(target, "endpointslice_port", text(port, "port"));
          put(target, "endpointslice_port_app_protocol", text(port, "appProtocol"));
          JsonNode conditions = endpoint.path("conditions");
          put(target, "endpointslice_endpoint_conditions_ready", text(conditions, "ready"));
          put(target, "endpointslice_endpoint_conditions_serving", text(conditions, "serving"));
          put(
              target,
              "endpointslice_endpoint_conditions_terminating",
              text(conditions, "terminating"));
          put(target, "endpointslice_endpoint_hostname", text(endpoint, "hostname"));
          put(target, "endpointslice_endpoint_node_name", text(endpoint, "nodeName"));
          put(target, "endpointslice_endpoint_zone", text(endpoint, "zone"));
          ofPod(target, "endpointslice_", endpoint.path("targetRef"), slice, port);
          targets.add(target);
        }
      }
    }
    TreeMap<String, String> labels = meta("endpointslice", slice);
    put(labels, "endpointslice_address_type", text(slice, "addressType"));
    ofService(labels, text(slice, "metadata", "namespace") + "/" + service);
    return new TargetGroup("endpointslice" + key(slice), targets, labels);
  }

  private void ofService(Map<String, String> labels, String key) {
    JsonNode service = objects.getOrDefault("service", Map.of()).get(key);
    if (service != null) {
      labels.putAll(meta("service", service));
    }
  }

  private void ofPod(
      TreeMap<String, String> target, String prefix, JsonNode ref, JsonNode owner, JsonNode port) {
    put(target, prefix + "address_target_kind", text(ref, "kind"));
    put(target, prefix + "address_target_name", text(ref, "name"));
    String namespace = text(owner, "metadata", "namespace");
    JsonNode pod =
        text(ref, "kind").equals("Pod")
            ? objects.getOrDefault("pod", Map.of()).get(namespace + "/" + text(ref, "name"))
            : null;
    if (pod == null) {
      return;
    }
    target.putAll(podLabels(pod));
    for (JsonNode container : pod.path("spec").path("containers")) {
      for (JsonNode exposed : container.path("ports")) {
        if (text(exposed, "containerPort").equals(text(port, "port"))) {
          target.putAll(container(pod, container, false));
          port(target, exposed);
          return;
        }
      }
    }
  }
}
