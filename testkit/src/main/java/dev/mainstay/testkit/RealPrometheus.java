package dev.mainstay.testkit;

import dev.mainstay.kernel.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Debian's Prometheus on loopback, ready to answer, with a folder of its own. What it says goes to
 * {@code prometheus.log} in the folder.
 */
public final class RealPrometheus implements AutoCloseable {
  private static final int STARTS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final URI address;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RealPrometheus(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts it and waits until it is ready. A port that somebody else took in between is not the
   * end: another is tried.
   *
   * @param config what its configuration file says
   * @param options more of its command line
   * @throws IllegalStateException with its log when it does not get ready
   */
  public static RealPrometheus start(Path folder, String config, String... options)
      throws IOException {
    for (int i = 0; i < STARTS; i++) {
      RealPrometheus started = launch(folder, config, options);
      if (started.isReadyInTime()) {
        return started;
      }
      started.close();
    }
    throw new IllegalStateException(
        "prometheus did not start: " + Files.readString(folder.resolve("prometheus.log")));
  }

  private static RealPrometheus launch(Path folder, String config, String... options)
      throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Path file = Files.writeString(folder.resolve("prometheus.yml"), config);
    var command =
        new ArrayList<>(
            List.of(
                "prometheus",
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("prometheus-data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn"));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    return new RealPrometheus(process, URI.create("http://127.0.0.1:" + port));
  }

  private boolean isReadyInTime() {
    Ticker ticker = Ticker.system();
    long begun = ticker.nanos();
    while (ticker.since(begun).compareTo(PATIENCE) < 0 && process.isAlive()) {
      try {
        if (get("/-/ready").statusCode() == 200) {
          return true;
        }
      } catch (UncheckedIOException e) {
        // not listening yet
      }
      LockSupport.parkNanos(50_000_000);
    }
    return false;
  }

  public URI address() {
    return address;
  }

  public int port() {
    return address.getPort();
  }

  public long pid() {
    return process.pid();
  }

  /** The text of the answer to an instant query, now. */
  public String query(String query) {
    return get("/api/v1/query?query=" + encoded(query)).body();
  }

  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(address.resolve(path)).GET().build());
  }

  public HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
