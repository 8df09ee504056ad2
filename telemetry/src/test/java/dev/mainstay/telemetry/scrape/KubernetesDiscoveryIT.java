package dev.mainstay.telemetry.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mainstay.kernel.SystemScheduler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Follows a small API server on loopback. */
class KubernetesDiscoveryIT {
  private static final String END = "end";

  private final HttpServer server;
  private final Map<String, String> lists = new ConcurrentHashMap<>();
  private final Map<String, BlockingQueue<String>> events = new ConcurrentHashMap<>();
  private final List<String> asked = new java.util.concurrent.CopyOnWriteArrayList<>();
  private final BlockingQueue<List<TargetGroup>> found = new LinkedBlockingQueue<>();
  private final SystemScheduler scheduler = new SystemScheduler();

  KubernetesDiscoveryIT() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void serve() {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    scheduler.close();
  }

  private BlockingQueue<String> events(String path) {
    return events.computeIfAbsent(path, p -> new LinkedBlockingQueue<>());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    asked.add(path + "?" + query + " " + exchange.getRequestHeaders().getFirst("Authorization"));
    if (query.contains("watch=1")) {
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        out.flush();
        for (String event = events(path).take(); !event.equals(END); event = events(path).take()) {
          out.write((event + "\n").getBytes(StandardCharsets.UTF_8));
          out.flush();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return;
    }
    byte[] body =
        ("{\"metadata\":{\"resourceVersion\":\"7\"},\"items\":["
                + lists.getOrDefault(path, "")
                + "]}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private KubernetesDiscovery follow(String config) {
    String text =
        """
        scrape_configs:
        - job_name: k
          kubernetes_sd_configs:
          - api_server: http://127.0.0.1:%d
            authorization: { credentials: token }
        """
                .formatted(server.getAddress().getPort())
            + config.indent(4);
    ScrapeConfig.Read read = ScrapeConfig.read(java.nio.file.Path.of("p.yml"), text);
    assertThat(read.problems()).isEmpty();
    var discovery =
        new KubernetesDiscovery(
            read.config().jobs().getFirst().discoveries().kubernetes().getFirst(), scheduler);
    discovery.start(found::add);
    return discovery;
  }

  private List<TargetGroup> next() throws InterruptedException {
    List<TargetGroup> groups = found.poll(20, TimeUnit.SECONDS);
    assertThat(groups).isNotNull();
    return groups;
  }

  private static String pod(String name, String ip, int port) {
    return """
    {"metadata":{"name":"%s","namespace":"shop","uid":"u","resourceVersion":"8",
      "labels":{"app.kubernetes.io/name":"pay"},"annotations":{"prometheus.io/scrape":"true"},
      "ownerReferences":[{"kind":"ReplicaSet","name":"pay-1","controller":true}]},
     "spec":{"nodeName":"n1","containers":[{"name":"main","image":"pay:1",
      "ports":[{"name":"web","containerPort":%d,"protocol":"TCP"}]}]},
     "status":{"podIP":"%s","hostIP":"10.0.0.1","phase":"Running",
      "conditions":[{"type":"Ready","status":"True"}]}}\
    """
        .formatted(name, port, ip)
        .replace("\n", "");
  }

  private static String event(String type, String object) {
    return "{\"type\":\"" + type + "\",\"object\":" + object + "}";
  }

  @Test
  void podsComeGoAndCarryTheirLabels() throws Exception {
    String path = "/api/v1/namespaces/shop/pods";
    lists.put(path, pod("pay-1", "10.1.0.1", 8080));
    try (var discovery = follow("role: pod\nnamespaces: { names: [shop] }\n")) {
      TargetGroup group = next().getFirst();
      assertThat(group.targets())
          .containsExactly(
              Map.of(
                  "__address__", "10.1.0.1:8080",
                  "__meta_kubernetes_pod_container_name", "main",
                  "__meta_kubernetes_pod_container_image", "pay:1",
                  "__meta_kubernetes_pod_container_init", "false",
                  "__meta_kubernetes_pod_container_port_name", "web",
                  "__meta_kubernetes_pod_container_port_number", "8080",
                  "__meta_kubernetes_pod_container_port_protocol", "TCP"));
      assertThat(group.labels())
          .containsEntry("__meta_kubernetes_namespace", "shop")
          .containsEntry("__meta_kubernetes_pod_name", "pay-1")
          .containsEntry("__meta_kubernetes_pod_ready", "true")
          .containsEntry("__meta_kubernetes_pod_label_app_kubernetes_io_name", "pay")
          .containsEntry("__meta_kubernetes_pod_annotation_prometheus_io_scrape", "true")
          .containsEntry("__meta_kubernetes_pod_controller_kind", "ReplicaSet");
      events(path).add(event("ADDED", pod("pay-2", "fd00::1", 80)));
      assertThat(next())
          .hasSize(2)
          .last()
          .satisfies(added ->
              assertThat(added.targets().getFirst()).containsEntry("__address__", "[fd00::1]:80"));
      events(path).add(event("DELETED", pod("pay-1", "10.1.0.1", 8080)));
      assertThat(next()).hasSize(1);
      // the server ends the watch: it goes on from the last version
      events(path).add(END);
      events(path).add(event("DELETED", pod("pay-2", "fd00::1", 80)));
      assertThat(next()).isEmpty();
    }
    assertThat(asked)
        .allMatch(line -> line.endsWith(" Bearer token"))
        .anyMatch(line -> line.contains("resourceVersion=7"))
        .anyMatch(line -> line.contains("resourceVersion=8"));
  }

  @Test
  void aWatchThatIsTooOldIsBegunByAnotherList() throws Exception {
    lists.put("/api/v1/nodes", "");
    try (var discovery = follow("role: node\n")) {
      assertThat(next()).isEmpty();
      lists.put(
          "/api/v1/nodes",
          """
          {"metadata":{"name":"n1"},"status":{"addresses":[{"type":"InternalIP","address":"10.0.0.9"}],
          "daemonEndpoints":{"kubeletEndpoint":{"Port":10250}}}}\
          """
              .replace("\n", ""));
      events("/api/v1/nodes").add(event("ERROR", "{\"code\":410}"));
      assertThat(next().getFirst().targets())
          .containsExactly(Map.of("__address__", "10.0.0.9:10250", "instance", "n1"));
    }
  }

  @Test
  void endpointsCarryTheirServiceAndPod() throws Exception {
    lists.put("/api/v1/pods", pod("pay-1", "10.1.0.1", 8080));
    lists.put(
        "/api/v1/services",
        "{\"metadata\":{\"name\":\"pay\",\"namespace\":\"shop\",\"labels\":{\"tier\":\"gold\"}}}");
    lists.put(
        "/api/v1/endpoints",
        """
        {"metadata":{"name":"pay","namespace":"shop"},"subsets":[{"addresses":[{"ip":"10.1.0.1",
        "targetRef":{"kind":"Pod","name":"pay-1"}}],"ports":[{"name":"web","port":8080}]}]}\
        """
            .replace("\n", ""));
    try (var discovery = follow("role: endpoints\n")) {
      TargetGroup group = next().getFirst();
      assertThat(group.labels())
          .containsEntry("__meta_kubernetes_endpoints_name", "pay")
          .containsEntry("__meta_kubernetes_service_label_tier", "gold");
      assertThat(group.targets().getFirst())
          .containsEntry("__address__", "10.1.0.1:8080")
          .containsEntry("__meta_kubernetes_endpoint_ready", "true")
          .containsEntry("__meta_kubernetes_pod_name", "pay-1")
          .containsEntry("__meta_kubernetes_pod_container_port_name", "web");
    }
  }
}
