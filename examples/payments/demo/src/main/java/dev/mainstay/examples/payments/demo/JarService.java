package dev.mainstay.examples.payments.demo;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A service of the payment system, run from its release's jar. Mainstay runs most itself. */
public final class JarService implements Part {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

  private final DataFolder data;
  private final Release release;
  private final int port;
  private final Path policy;
  private final Map<String, String> environment;
  private final Duration readyWithin;
  private @Nullable ChildProcess process;

  /**
   * What is run.
   *
   * @param service such as {@code card-network}
   * @param jar the release's jar
   */
  public record Release(String service, String version, Path jar, String description) {}

  /**
   * A service that listens on a port of 127.0.0.1.
   *
   * @param policy the file with what the toolkit obeys
   * @param environment added to the toolkit's own
   */
  public JarService(
      DataFolder data, Release release, int port, Path policy, Map<String, String> environment) {
    this.data = data;
    this.release = release;
    this.port = port;
    this.policy = policy;
    this.environment = Map.copyOf(environment);
    this.readyWithin = START_TIMEOUT;
  }

  @Override
  public String name() {
    return release.service();
  }

  @Override
  public String address() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public String description() {
    return release.description();
  }

  @Override
  public synchronized OptionalLong pid() {
    return process == null ? OptionalLong.empty() : OptionalLong.of(process.pid());
  }

  @Override
  public synchronized void start() {
    if (process != null && process.isAlive()) {
      return;
    }
    if (!Files.isRegularFile(release.jar())) {
      throw new DemoException("no file " + release.jar() + " (build first: ./mainstay builds)");
    }
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("PORT", String.valueOf(port));
    variables.put("MAINSTAY_POLICY", policy.toString());
    variables.put("MAINSTAY_SERVICE", release.service());
    variables.put("MAINSTAY_VERSION", release.version());
    String instance = release.service() + "-" + port;
    variables.put("MAINSTAY_INSTANCE", instance);
    ChildProcess started = ChildProcess.start(data, instance, command(), variables);
    if (!Http.awaitOk(URI.create(address() + "/readyz"), readyWithin, started)) {
      started.kill();
      throw new DemoException(
          name() + " is not ready within " + readyWithin.toSeconds() + "s:\n" + started.logTail());
    }
    process = started;
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx48m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k"));
    command.add("-XX:+AutoCreateSharedArchive");
    command.add(
        "-XX:SharedArchiveFile="
            + data.folder("run").resolve(release.service() + "-" + release.version() + ".jsa"));
    command.addAll(List.of("-jar", release.jar().toString()));
    return command;
  }

  @Override
  public synchronized void stop() {
    if (process != null) {
      process.stop("TERM", Duration.ofSeconds(5));
      process = null;
    }
  }

  /** Kills it at once. */
  public synchronized void kill() {
    if (process != null) {
      process.kill();
      process = null;
    }
  }
}
