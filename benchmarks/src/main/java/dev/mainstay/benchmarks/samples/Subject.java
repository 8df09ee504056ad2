package dev.mainstay.benchmarks.samples;

import dev.mainstay.kernel.Ticker;
import dev.mainstay.server.ServerConfig;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server that is measured: a process of its own, on loopback, in a folder of its own. */
final class Subject implements AutoCloseable {
  private static final Ticker TICKER = Ticker.system();
  private static final long TICKS_PER_SECOND = 100;

  private final Process process;
  private final int port;
  private final Path data;
  private final String prefix;

  private Subject(Process process, int port, Path data, String prefix) {
    this.prefix = prefix;
    this.process = process;
    this.port = port;
    this.data = data;
  }

  static Subject prometheus(Path folder) throws IOException, InterruptedException {
    int port = freePort();
    Path config = folder.resolve("prometheus.yml");
    Files.createDirectories(folder);
    Files.writeString(config, "global: {}\n");
    Path data = folder.resolve("data");
    return started(
        List.of(
            "prometheus",
            "--config.file=" + config,
            "--storage.tsdb.path=" + data,
            "--web.listen-address=127.0.0.1:" + port,
            "--web.enable-remote-write-receiver",
            "--web.enable-admin-api",
            "--storage.tsdb.retention.time=60d",
            "--query.max-samples=1000000000",
            "--query.timeout=10m",
            "--log.level=warn"),
        folder,
        port,
        data,
        "",
        "/-/ready");
  }

  /**
   * Mainstay by its launcher in the working directory. {@code -Dmainstay.benchmark.megabytes} and
   * {@code .series} give it another heap and another limit of series.
   */
  static Subject mainstay(Path folder) throws IOException, InterruptedException {
    int port = freePort();
    Files.createDirectories(folder.resolve("designs"));
    Files.writeString(
        folder.resolve("designs/shop.yaml"),
        "apiVersion: mainstay/v1\nkind: Service\nname: shop-api\nsummary: none\n"
            + "observability: { retention: { metrics: 60d } }\n");
    return started(
        List.of(
            Path.of("mainstay").toAbsolutePath().toString(),
            "up",
            "--designs=" + folder.resolve("designs"),
            "--data=" + folder.resolve("data"),
            "--port=" + port,
            "--series-limit="
                + Integer.getInteger("mainstay.benchmark.series", ServerConfig.SERIES)),
        folder,
        port,
        folder.resolve("data/samples"),
        "/prometheus",
        "/readyz");
  }

  private static Subject started(
      List<String> command, Path folder, int port, Path data, String prefix, String readiness)
      throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile());
    Integer megabytes = Integer.getInteger("mainstay.benchmark.megabytes");
    if (megabytes != null) {
      builder
          .environment()
          .put("MAINSTAY_JAVA_OPTS", System.getProperty("o", "") + " -Xmx" + megabytes + "m");
    }
    Process process = builder.start();
    var subject = new Subject(process, port, data, prefix);
    long begun = TICKER.nanos();
    while (TICKER.since(begun).compareTo(Duration.ofSeconds(60)) < 0) {
      if (!process.isAlive()) {
        throw new IOException(Files.readString(folder.resolve("output.txt")));
      }
      if (Http.status("http://127.0.0.1:" + port + readiness) == 200) {
        return subject;
      }
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    subject.close();
    throw new IOException("not ready after 60 s: " + command);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  Path data() {
    return data;
  }

  /** Processor time used so far, in seconds. */
  double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / (double) TICKS_PER_SECOND;
  }

  /** The most memory it had resident so far, in MB. */
  long peakMegabytes() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1_000_000)
          .findFirst()
          .orElse(-1);
    }
  }

  /**
   * How many samples of the last three hours it has of a run; asked metric by metric, as a count
   * drops the name.
   */
  long samples(String run) throws IOException {
    long samples = 0;
    for (int metric = 0; metric < Requests.METRICS; metric++) {
      samples += samples(run, Requests.metric(metric));
    }
    return samples;
  }

  private long samples(String run, String metric) throws IOException {
    String query = "sum(count_over_time(" + metric + "{run=\"" + run + "\"}[3h]))";
    String answer = get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    var value = Pattern.compile("\"value\":\\[[^,]*,\"(\\d+)\"").matcher(answer);
    return value.find() ? Long.parseLong(value.group(1)) : 0;
  }

  /** The answer to a GET below Prometheus' API. */
  String get(String path) throws IOException {
    return Http.get("http://127.0.0.1:" + port + prefix + path);
  }

  /** What the files of a folder take, but for unpacked libraries. */
  static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file) && !file.toString().endsWith(".so"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  /** With SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    stop();
  }
}
