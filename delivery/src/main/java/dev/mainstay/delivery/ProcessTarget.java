package dev.mainstay.delivery;

import dev.mainstay.delivery.Instance.OsProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Instances as processes of this machine. They outlive the server: their output goes to a file, and
 * they are found again by process id and start time.
 *
 * <p>In the data folder: {@code run/<instance>.pid} holds one line, the process id, a space and the
 * start in milliseconds since 1970, while the process may run; {@code logs/<instance>.log} holds
 * its output, cut at {@link #MOST_LOG_BYTES} with one older piece kept. An instance's environment
 * is the server's without {@code MAINSTAY_…}, the template's, and {@code PORT}, {@code
 * MAINSTAY_SERVICE}, {@code MAINSTAY_VERSION}, {@code MAINSTAY_INSTANCE}, {@code MAINSTAY_POLICY},
 * {@code MAINSTAY_RUN}. Thread-safe.
 */
public final class ProcessTarget implements InstanceTarget {
  static final long MOST_LOG_BYTES = 8L * 1024 * 1024;
  static final int MOST_LOGS = 100;
  private static final Logger log = LoggerFactory.getLogger(ProcessTarget.class);
  private static final Duration EXIT_CODE_WAIT = Duration.ofSeconds(1);
  private static final Duration SAME_START = Duration.ofSeconds(2);
  private static final Path PROC = Path.of("/proc");
  private static final int FIRST_PORT = 20_000;
  private static final int PORTS = 10_000;

  private final Path run;
  private final Path logs;
  private final Function<String, Path> designFolder;
  private final Function<String, String> policy;
  private final Map<Long, Process> children = new ConcurrentHashMap<>();
  private final AtomicInteger nextPort =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 97 % PORTS));

  /**
   * @param data the server's data folder
   * @param designFolder of a service, where relative paths begin
   * @param policy of a service, a file's path or an http URL: what {@code MAINSTAY_POLICY} says
   */
  public ProcessTarget(
      Path data, Function<String, Path> designFolder, Function<String, String> policy) {
    this.run = data.toAbsolutePath().normalize().resolve("run");
    this.logs = data.toAbsolutePath().normalize().resolve("logs");
    this.designFolder = designFolder;
    this.policy = policy;
    try {
      Files.createDirectories(run);
      Files.createDirectories(logs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int freePort(Collection<Instance> others) throws IOException {
    Set<Integer> taken = new HashSet<>();
    others.forEach(i -> taken.add(i.port()));
    for (int i = 0; i < PORTS; i++) {
      int port = FIRST_PORT + Math.floorMod(nextPort.getAndIncrement(), PORTS);
      if (!taken.contains(port) && isFree(port)) {
        return port;
      }
    }
    throw new IOException(
        "no free port between %d and %d".formatted(FIRST_PORT, FIRST_PORT + PORTS - 1));
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public OsProcess start(Launch launch) throws IOException {
    Path folder = folder(launch);
    if (!Files.isDirectory(folder)) {
      throw new IOException("working directory: " + folder + " (expected: a folder)");
    }
    var command = new ArrayList<String>();
    for (String word : launch.template().command()) {
      command.add(fill(word, launch));
    }
    if (command.isEmpty()) {
      throw new IOException("command: empty (expected: a program and its arguments)");
    }
    command.set(0, program(command.getFirst(), folder));
    Path output = logs.resolve(launch.id() + ".log");
    dropOldLogs();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    environment(builder.environment(), launch);
    Process process = builder.start();
    children.put(process.pid(), process);
    var started = new OsProcess(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    Files.writeString(
        run.resolve(launch.id() + ".pid"),
        started.pid() + " " + started.started().toEpochMilli() + "\n");
    return started;
  }

  private Path folder(Launch launch) {
    Path design = designFolder.apply(launch.service()).toAbsolutePath().normalize();
    String directory = launch.template().workingDirectory();
    return directory == null ? design : design.resolve(fill(directory, launch)).normalize();
  }

  private void environment(Map<String, String> environment, Launch launch) {
    environment.keySet().removeIf(key -> key.startsWith("MAINSTAY_"));
    launch
        .template()
        .environment()
        .forEach((key, value) -> environment.put(key, fill(value, launch)));
    environment.put("PORT", Integer.toString(launch.port()));
    environment.put("MAINSTAY_SERVICE", launch.service());
    environment.put("MAINSTAY_VERSION", launch.version());
    environment.put("MAINSTAY_INSTANCE", launch.id());
    environment.put("MAINSTAY_POLICY", policy.apply(launch.service()));
    environment.put("MAINSTAY_RUN", run.toString());
  }

  private static String fill(String text, Launch launch) {
    return text.replace("${version}", launch.version())
        .replace("${port}", Integer.toString(launch.port()))
        .replace("${instance}", launch.id())
        .replace("${service}", launch.service());
  }

  /** {@code java} is the one that runs the server; other names are looked up by the system. */
  private static String program(String program, Path folder) {
    if (program.equals("java")) {
      return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
    return program.contains("/") ? folder.resolve(program).normalize().toString() : program;
  }

  @Override
  public boolean alive(Instance instance) {
    return handle(instance.process()).isPresent();
  }

  private static Optional<ProcessHandle> handle(OsProcess process) {
    return ProcessHandle.of(process.pid())
        .filter(ProcessHandle::isAlive)
        .filter(handle -> sameStart(handle, process.started()))
        .filter(handle -> !zombie(process.pid()));
  }

  /** The system tells a start to a hundredth of a second from a boot time that clock steps move. */
  private static boolean sameStart(ProcessHandle handle, Instant started) {
    return handle
        .info()
        .startInstant()
        .map(s -> Duration.between(s, started).abs().compareTo(SAME_START) <= 0)
        .orElse(false);
  }

  /** Ended, but not reaped by whoever became its parent. */
  private static boolean zombie(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.UTF_8);
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  @Override
  public void terminate(Instance instance) {
    handle(instance.process()).ifPresent(ProcessHandle::destroy);
  }

  @Override
  public void kill(Instance instance) {
    handle(instance.process()).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Override
  public String obituary(Instance instance) {
    long pid = instance.process().pid();
    Process child = children.get(pid);
    String how = child != null && ended(child) ? "ended with code " + child.exitValue() : "ended";
    return "process %d %s, see %s".formatted(pid, how, logs.resolve(instance.id() + ".log"));
  }

  /** The system knows of an end a moment before the exit code has been fetched. */
  private static boolean ended(Process child) {
    try {
      return child.waitFor(EXIT_CODE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void forget(Instance instance) {
    children.remove(instance.process().pid());
    try {
      Files.deleteIfExists(run.resolve(instance.id() + ".pid"));
    } catch (IOException e) {
      log.warn("pid file of {} cannot be deleted: {}", instance.id(), e.toString());
    }
  }

  /**
   * Finds them by the {@code MAINSTAY_RUN} in their environment, which is there even when the
   * server was killed before it wrote the pid file; by the pid file where the system hides
   * environments.
   */
  @Override
  public int killLeftovers(Collection<Instance> known) {
    Set<Long> keep = new HashSet<>();
    Set<String> files = new HashSet<>();
    for (Instance instance : known) {
      files.add(instance.id() + ".pid");
      handle(instance.process())
          .ifPresent(handle -> {
            keep.add(handle.pid());
            handle.descendants().forEach(child -> keep.add(child.pid()));
          });
    }
    int ended = 0;
    for (Path file : list(run)) {
      if (!files.contains(file.getFileName().toString())) {
        ended += endPidFile(file, keep);
      }
    }
    for (ProcessHandle handle : ProcessHandle.allProcesses().toList()) {
      if (!keep.contains(handle.pid()) && startedFrom(handle.pid()) && handle.destroyForcibly()) {
        ended++;
      }
    }
    return ended;
  }

  private int endPidFile(Path file, Set<Long> keep) {
    try {
      Optional<ProcessHandle> handle = named(Files.readString(file));
      if (handle.isPresent()) {
        long pid = handle.get().pid();
        boolean ours = !keep.contains(pid) && (!Files.isDirectory(PROC) || startedFrom(pid));
        if (!ours || !handle.get().destroyForcibly()) {
          return 0;
        }
      }
      Files.deleteIfExists(file);
      return handle.isPresent() ? 1 : 0;
    } catch (IOException e) {
      log.warn("pid file {} cannot be used: {}", file, e.toString());
      return 0;
    }
  }

  private static Optional<ProcessHandle> named(String pidFile) {
    String[] words = pidFile.strip().split(" ");
    return words.length == 2 && words[0].matches("\\d{1,18}") && words[1].matches("\\d{1,18}")
        ? handle(
            new OsProcess(Long.parseLong(words[0]), Instant.ofEpochMilli(Long.parseLong(words[1]))))
        : Optional.empty();
  }

  private boolean startedFrom(long pid) {
    if (pid == ProcessHandle.current().pid()) {
      return false;
    }
    try {
      String environment =
          new String(Files.readAllBytes(PROC.resolve(pid + "/environ")), StandardCharsets.UTF_8);
      return ("\0" + environment + "\0").contains("\0MAINSTAY_RUN=" + run + "\0");
    } catch (IOException e) {
      return false;
    }
  }

  /** Cuts logs that have grown too long. */
  @Override
  public void tidy() {
    for (Path file : list(logs)) {
      try {
        if (file.toString().endsWith(".log") && Files.size(file) > MOST_LOG_BYTES) {
          Files.copy(
              file,
              file.resolveSibling(file.getFileName() + ".1"),
              StandardCopyOption.REPLACE_EXISTING);
          // the process appends: it goes on at the new end
          try (var channel =
              java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
            channel.truncate(0);
          }
        }
      } catch (IOException e) {
        log.warn("log {} cannot be cut: {}", file, e.toString());
      }
    }
  }

  private void dropOldLogs() {
    List<Path> files = list(logs);
    if (files.size() < MOST_LOGS) {
      return;
    }
    files.stream()
        .sorted(Comparator.comparingLong(file -> file.toFile().lastModified()))
        .limit(files.size() - MOST_LOGS + 1L)
        .forEach(file -> {
          try {
            Files.deleteIfExists(file);
          } catch (IOException e) {
            log.warn("log {} cannot be deleted: {}", file, e.toString());
          }
        });
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      log.warn("folder {} cannot be read: {}", folder, e.toString());
      return List.of();
    }
  }
}
