package dev.mainstay.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, to be killed. */
final class ServerProcess implements AutoCloseable {
  private static final String READY = "ready ";

  private final Process process;
  private final URI address;

  private ServerProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Starts it and waits until it answers. */
  static ServerProcess start(Path designs, Path data, String... rules) throws IOException {
    return start(List.of(), designs, data, rules);
  }

  /** Starts it in a virtual machine with flags of its own. */
  static ServerProcess start(List<String> flags, Path designs, Path data, String... rules)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            ServerProcess.class.getName(),
            designs.toString(),
            data.toString()));
    command.addAll(List.of(rules));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(READY)) {
        Thread.ofVirtual().start(() -> out.lines().forEach(rest -> {}));
        return new ServerProcess(process, URI.create(line.substring(READY.length())));
      }
    }
    throw new IOException("the server ended before it was ready");
  }

  URI address() {
    return address;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  public static void main(String[] args) throws InterruptedException {
    MainstayServer server =
        MainstayServer.start(
            new ServerConfig(
                Path.of(args[0]),
                Path.of(args[1]),
                "127.0.0.1",
                0,
                new ServerConfig.Files(List.of(args).subList(2, args.length), null, List.of())));
    System.out.println(READY + server.address());
    Thread.currentThread().join();
  }
}
