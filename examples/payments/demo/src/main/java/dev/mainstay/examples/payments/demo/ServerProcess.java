package dev.mainstay.examples.payments.demo;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The Mainstay server as a child process, which can be killed and started again. */
public final class ServerProcess implements Part {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  private final DataFolder data;
  private final int port;
  private final List<String> command;
  private final Map<String, String> environment;
  private Duration startedIn = Duration.ZERO;
  private @Nullable ChildProcess process;

  /**
   * A server.
   *
   * @param command how it is started
   * @param environment added to the supervisor's own; the services inherit it
   */
  public ServerProcess(
      DataFolder data, int port, List<String> command, Map<String, String> environment) {
    this.data = data;
    this.port = port;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
  }

  /**
   * The command that runs {@code mainstay up} of a built checkout.
   *
   * @throws DemoException when it is not built
   */
  public static List<String> command(Path home, Path designs, Path serverData, int port) {
    Path app = home.resolve("cli/target/app");
    if (!Files.isDirectory(app.resolve("lib"))) {
      throw new DemoException("Mainstay is not built: no folder " + app + "/lib");
    }
    return List.of(
        home.resolve("mainstay").toString(),
        "up",
        "--designs=" + designs,
        "--data=" + serverData,
        "--port=" + port);
  }

  @Override
  public String name() {
    return "mainstay";
  }

  @Override
  public String address() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public String description() {
    return "Mainstay: console and API";
  }

  @Override
  public synchronized OptionalLong pid() {
    return process == null ? OptionalLong.empty() : OptionalLong.of(process.pid());
  }

  /** How long the last start took, from the fork to the first 200 of {@code /readyz}. */
  public synchronized Duration startedIn() {
    return startedIn;
  }

  @Override
  public synchronized void start() {
    if (process != null && process.isAlive()) {
      return;
    }
    Map<String, String> variables = new HashMap<>(environment);
    // Services are started by the name "java": it must be the one that runs here.
    variables.put(
        "PATH",
        Path.of(System.getProperty("java.home"), "bin")
            + File.pathSeparator
            + System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    variables.put("JAVA_HOME", System.getProperty("java.home"));
    // It is built, or the demo would not run.
    variables.put("MAINSTAY_NO_BUILD", "1");
    long from = System.nanoTime();
    ChildProcess started = ChildProcess.start(data, name(), command, variables);
    if (!Http.awaitOk(URI.create(address() + "/readyz"), START_TIMEOUT, started)) {
      started.kill();
      throw new DemoException(
          "Mainstay is not ready within " + START_TIMEOUT.toSeconds() + "s:\n" + started.logTail());
    }
    startedIn = Duration.ofNanos(System.nanoTime() - from);
    process = started;
  }

  /** Waits until a gateway of the server has a service to ask; false when that takes too long. */
  boolean awaitService(URI address, Duration within) {
    ChildProcess running;
    synchronized (this) {
      running = process;
    }
    return running != null
        && Http.await(address, within, status -> status < 500, running::awaitExit);
  }

  @Override
  public synchronized void stop() {
    if (process != null) {
      process.stop("TERM", Duration.ofSeconds(15));
      process = null;
    }
  }

  /** Kills it at once, as {@code kill -9} does. What it started goes on. */
  public synchronized void kill() {
    if (process != null) {
      process.kill();
      process = null;
    }
  }
}
