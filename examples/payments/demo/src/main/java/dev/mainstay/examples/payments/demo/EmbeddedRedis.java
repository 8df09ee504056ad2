package dev.mainstay.examples.payments.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A real Redis that keeps nothing on disk: it is a cache. */
public final class EmbeddedRedis implements Part {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(10);

  private final DataFolder data;
  private final int port;
  private @Nullable ChildProcess process;

  /** Redis with its log in a data folder, listening on a port of 127.0.0.1. */
  public EmbeddedRedis(DataFolder data, int port) {
    this.data = data;
    this.port = port;
  }

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public String description() {
    return "Redis 6.2, the cache of merchants";
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
    List<String> command =
        List.of(
            Binaries.redis(data).toString(),
            "--port",
            String.valueOf(port),
            "--bind",
            "127.0.0.1",
            "--dir",
            data.folder("redis").toString(),
            "--save",
            "",
            "--appendonly",
            "no",
            "--maxmemory",
            "32mb",
            "--maxmemory-policy",
            "allkeys-lru",
            // A changed title would overwrite the environment that marks the process.
            "--set-proc-title",
            "no");
    ChildProcess started = ChildProcess.start(data, name(), command, Map.of());
    long end = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!answers()) {
      boolean ended = started.awaitExit(Duration.ofMillis(10));
      if (ended || System.nanoTime() > end) {
        started.kill();
        throw new DemoException("Redis does not start:\n" + started.logTail());
      }
    }
    process = started;
  }

  @Override
  public synchronized void stop() {
    if (process != null) {
      process.stop("TERM", Duration.ofSeconds(5));
      process = null;
    }
  }

  /** Kills it at once: connections break and new ones are refused. */
  public synchronized void kill() {
    if (process != null) {
      process.kill();
      process = null;
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      socket.setSoTimeout(500);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(5);
      return new String(answer, StandardCharsets.US_ASCII).equals("+PONG");
    } catch (IOException e) {
      return false;
    }
  }
}
