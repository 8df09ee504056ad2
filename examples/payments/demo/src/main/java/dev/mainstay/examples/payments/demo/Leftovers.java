package dev.mainstay.examples.payments.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Processes of a data folder that nobody holds any more, or that only a grandchild of the
 * supervisor holds. A process is one of them only by proof: the mark in its environment, or, where
 * that cannot be read, a run file whose process id and start still agree. A process id alone proves
 * nothing.
 */
final class Leftovers {
  private static final Path PROC = Path.of("/proc");
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(2);
  private static final long START_TOLERANCE_MILLIS = 1_500;

  private Leftovers() {}

  /** Processes of the folder, of whatever run. */
  static List<ProcessHandle> of(DataFolder data) {
    List<ProcessHandle> found = marked(DataFolder.MARK + "=" + data.root());
    if (!Files.isDirectory(PROC)) {
      found.addAll(ofRunFiles(data));
    }
    return found;
  }

  /** Processes of this run. */
  static List<ProcessHandle> ofRun(DataFolder data) {
    return marked(DataFolder.RUN_MARK + "=" + data.run());
  }

  /**
   * Ends processes: asks, waits up to the grace, kills. Looks again after each step, as one of them
   * may have started another.
   *
   * @return how many there were at first
   */
  static int end(Supplier<List<ProcessHandle>> processes, Duration grace) {
    List<ProcessHandle> first = processes.get();
    first.forEach(Leftovers::ask);
    if (!ended(processes, grace)) {
      processes.get().forEach(ProcessHandle::destroyForcibly);
      ended(processes, KILL_TIMEOUT);
    }
    return first.size();
  }

  private static void ask(ProcessHandle process) {
    boolean postgres =
        process.info().command().filter(command -> command.endsWith("/postgres")).isPresent();
    if (postgres) {
      // To PostgreSQL, TERM means to wait for its clients.
      Programs.run(List.of("sh", "-c", "kill -INT " + process.pid()));
    } else {
      process.destroy();
    }
  }

  private static boolean ended(Supplier<List<ProcessHandle>> processes, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!processes.get().isEmpty()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return true;
  }

  private static List<ProcessHandle> marked(String mark) {
    List<ProcessHandle> found = new ArrayList<>();
    if (!Files.isDirectory(PROC)) {
      return found;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path folder : folders) {
        long pid = Long.parseLong(folder.getFileName().toString());
        if (pid != ProcessHandle.current().pid() && environment(folder).contains(mark)) {
          ProcessHandle.of(pid).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static List<String> environment(Path folder) {
    try {
      byte[] all = Files.readAllBytes(folder.resolve("environ"));
      return List.of(new String(all, StandardCharsets.UTF_8).split("\0", -1));
    } catch (IOException e) {
      // It has ended, or belongs to somebody else.
      return List.of();
    }
  }

  private static List<ProcessHandle> ofRunFiles(DataFolder data) {
    List<ProcessHandle> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(data.folder("run"), "*.pid")) {
      for (Path file : files) {
        named(Files.readString(file)).ifPresent(found::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /**
   * The process of a run file's text, {@code PID STARTED-MILLIS}, when it is still the same one.
   */
  static Optional<ProcessHandle> named(String text) {
    String[] words = text.strip().split(" ", -1);
    if (words.length != 2 || !words[0].matches("\\d{1,18}") || !words[1].matches("\\d{1,18}")) {
      return Optional.empty();
    }
    long started = Long.parseLong(words[1]);
    return ProcessHandle.of(Long.parseLong(words[0]))
        .filter(process ->
            process
                .info()
                .startInstant()
                .map(Instant::toEpochMilli)
                .filter(at -> Math.abs(at - started) <= START_TOLERANCE_MILLIS)
                .isPresent());
  }
}
