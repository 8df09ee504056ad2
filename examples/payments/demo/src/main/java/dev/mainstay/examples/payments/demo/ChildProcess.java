package dev.mainstay.examples.payments.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that the demo started: in a session of its own, so that the terminal's Ctrl-C reaches
 * the supervisor alone, marked with its data folder, its output in the folder's logs.
 */
public final class ChildProcess {
  private static final long LONGEST_LOG = 8L << 20;
  private static final boolean SETSID = Programs.find("setsid").isPresent();

  private final String name;
  private final Process process;
  private final Path log;
  private final Path pidFile;

  private ChildProcess(String name, Process process, Path log, Path pidFile) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.pidFile = pidFile;
  }

  /**
   * Starts a command.
   *
   * @param name the part's name; its log and run file are named after it
   * @param command the program and its arguments
   * @param environment added to the supervisor's own
   */
  public static ChildProcess start(
      DataFolder data, String name, List<String> command, Map<String, String> environment) {
    List<String> line = new ArrayList<>();
    if (SETSID) {
      line.add("setsid");
    }
    line.addAll(command);
    Path log = data.log(name);
    keepShort(log);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(data.root().toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    builder.environment().putAll(data.marks());
    try {
      Process process = builder.start();
      Path pidFile = data.pidFile(name);
      long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
      Files.writeString(pidFile, process.pid() + " " + started + "\n");
      return new ChildProcess(name, process, log, pidFile);
    } catch (IOException e) {
      throw new DemoException(name + " cannot be started: " + e.getMessage(), e);
    }
  }

  private static void keepShort(Path log) {
    try {
      if (Files.exists(log) && Files.size(log) > LONGEST_LOG) {
        Files.move(
            log,
            log.resolveSibling(log.getFileName() + ".old"),
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for its end; true when it ended within the time. */
  public boolean awaitExit(Duration atMost) {
    try {
      return process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted while waiting for " + name, e);
    }
  }

  /** Sends a signal by name, such as {@code INT}. */
  public void signal(String signal) {
    if (process.isAlive()) {
      Programs.run(List.of("sh", "-c", "kill -" + signal + " " + pid()));
    }
  }

  /** Asks it to end with a signal; kills it when it is still there after the grace. */
  public void stop(String signal, Duration grace) {
    signal(signal);
    if (!awaitExit(grace)) {
      process.destroyForcibly();
      awaitExit(Duration.ofSeconds(5));
    }
    forget();
  }

  /** Kills it at once ({@code SIGKILL}) and returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitExit(Duration.ofSeconds(5));
    forget();
  }

  /** The last lines of its log, for the message that says why it did not start. */
  public String logTail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    } catch (IOException e) {
      return "(" + log + " cannot be read: " + e.getMessage() + ")";
    }
  }

  private void forget() {
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
