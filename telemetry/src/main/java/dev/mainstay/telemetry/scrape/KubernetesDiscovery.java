package dev.mainstay.telemetry.scrape;

import dev.mainstay.kernel.Scheduler;
import dev.mainstay.telemetry.config.HttpClients;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Targets from Kubernetes' API server: every kind that the role needs is listed once, then watched.
 * When a watch ends it is begun anew where it was; when that is too long ago, by another list.
 * While the server cannot be reached the last known targets stay.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/">lists and watches</a>
 */
final class KubernetesDiscovery implements Discovery {
  private static final Duration SETTLE = Duration.ofMillis(200);
  private static final Duration WATCH = Duration.ofMinutes(5);
  private static final Duration LIST_TIMEOUT = Duration.ofSeconds(30);
  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;
  private static final int MOST_OBJECTS = 200_000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Logger log = LoggerFactory.getLogger(KubernetesDiscovery.class);

  private final ScrapeConfig.Kubernetes config;
  private final Scheduler scheduler;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofVirtual().name("mainstay-kubernetes-", 0).factory());
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  // Guarded by the lock: by list, then by name.
  private final Map<Source, Map<String, JsonNode>> objects = new TreeMap<>();
  private int unlisted;
  private boolean dirty;
  private boolean closed;
  private @Nullable Listener listener;

  /** One list of the server. */
  private record Source(String kind, String path) implements Comparable<Source> {
    @Override
    public int compareTo(Source other) {
      int order = kind.compareTo(other.kind);
      return order == 0 ? path.compareTo(other.path) : order;
    }
  }

  KubernetesDiscovery(ScrapeConfig.Kubernetes config, Scheduler scheduler) {
    this.config = config;
    this.scheduler = scheduler;
  }

  @Override
  public void start(Listener to) {
    var sources = new ArrayList<Source>();
    for (String kind : KubernetesPaths.kinds(config.role())) {
      for (String path : KubernetesPaths.paths(kind, config.namespaces())) {
        sources.add(new Source(kind, path));
      }
    }
    lock.lock();
    try {
      listener = to;
      unlisted = sources.size();
    } finally {
      lock.unlock();
    }
    sources.forEach(source -> threads.execute(() -> follow(source)));
  }

  private void follow(Source source) {
    String version = null;
    long pause = FIRST_PAUSE_MILLIS;
    while (!isClosed()) {
      try (HttpClient client = HttpClients.of(config.access(), threads)) {
        try {
          while (!isClosed()) {
            if (version == null) {
              version = list(client, source);
              pause = FIRST_PAUSE_MILLIS;
            }
            version = watch(client, source, version);
          }
        } finally {
          client.shutdownNow();
        }
      } catch (IOException | JacksonException e) {
        if (!isClosed()) {
          log.warn("{}{}: {}", config.server(), source.path, e.getMessage());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        if (!isClosed()) {
          log.error("{}{}: following failed", config.server(), source.path, e);
        }
      }
      pause(pause);
      pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void pause(long millis) {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (!closed && left > 0) {
        left = ended.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private HttpRequest.Builder request(Source source, String query) throws IOException {
    String selector = config.selectors().getOrDefault(source.kind, "");
    String base = config.server().toString().replaceAll("/+$", "");
    var request =
        HttpRequest.newBuilder(URI.create(base + source.path + "?" + query + selector))
            .header("Accept", "application/json")
            .header("User-Agent", "mainstay");
    config.access().headers().forEach(request::header);
    return request;
  }

  /** Gives the version from which to watch. */
  private String list(HttpClient client, Source source) throws IOException, InterruptedException {
    var found = new TreeMap<String, JsonNode>();
    String next = "";
    while (true) {
      String query = "limit=500" + (next.isEmpty() ? "" : "&continue=" + next);
      HttpResponse<byte[]> response =
          client.send(
              request(source, query).timeout(LIST_TIMEOUT).build(), BodyHandlers.ofByteArray());
      check(response.statusCode());
      JsonNode list = JSON.readTree(response.body());
      for (JsonNode object : list.path("items")) {
        found.put(KubernetesTargets.key(object), object);
      }
      if (found.size() > MOST_OBJECTS) {
        throw new IOException("more than " + MOST_OBJECTS + " objects");
      }
      next =
          java.net.URLEncoder.encode(
              list.path("metadata").path("continue").asString(""), StandardCharsets.UTF_8);
      if (next.isEmpty()) {
        lock.lock();
        try {
          if (objects.put(source, found) == null) {
            unlisted--;
          }
          changed();
        } finally {
          lock.unlock();
        }
        return list.path("metadata").path("resourceVersion").asString("");
      }
    }
  }

  private static void check(int status) throws IOException {
    if (status != 200) {
      throw new IOException("answered " + status + " (expected: 200)");
    }
  }

  /** Follows until the server ends the answer; gives where to go on, null for a new list. */
  private @Nullable String watch(HttpClient client, Source source, String from)
      throws IOException, InterruptedException {
    String query =
        "watch=1&allowWatchBookmarks=true&timeoutSeconds="
            + WATCH.toSeconds()
            + "&resourceVersion="
            + from;
    HttpResponse<InputStream> response =
        client.send(request(source, query).build(), BodyHandlers.ofInputStream());
    String version = from;
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      if (response.statusCode() == 410) {
        return null;
      }
      check(response.statusCode());
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode event = JSON.readTree(line);
        JsonNode object = event.path("object");
        String type = event.path("type").asString("");
        if (type.equals("ERROR")) {
          return null;
        }
        version = object.path("metadata").path("resourceVersion").asString(version);
        if (!type.equals("BOOKMARK")) {
          take(source, type, object);
        }
        if (isClosed()) {
          break;
        }
      }
    }
    return version;
  }

  private void take(Source source, String type, JsonNode object) {
    lock.lock();
    try {
      Map<String, JsonNode> known = objects.computeIfAbsent(source, s -> new TreeMap<>());
      String key = KubernetesTargets.key(object);
      if (type.equals("DELETED")) {
        known.remove(key);
      } else if (known.size() < MOST_OBJECTS) {
        known.put(key, object);
      }
      changed();
    } finally {
      lock.unlock();
    }
  }

  /** Many changes come together, so they are told together. */
  private void changed() {
    if (!dirty && unlisted == 0 && !closed) {
      dirty = true;
      scheduler.after(SETTLE, "kubernetes discovery", this::tell);
    }
  }

  private void tell() {
    lock.lock();
    try {
      dirty = false;
      Listener to = listener;
      if (closed || to == null) {
        return;
      }
      var byKind = new TreeMap<String, Map<String, JsonNode>>();
      objects.forEach((source, found) ->
          byKind.computeIfAbsent(source.kind, kind -> new TreeMap<>()).putAll(found));
      to.found(new KubernetesTargets(byKind).groups(config.role()));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
    threads.shutdownNow();
  }
}
