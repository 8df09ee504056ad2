package dev.mainstay.benchmarks.samples;

import dev.mainstay.server.MainstayServer;
import dev.mainstay.server.ServerConfig;
import java.nio.file.Path;

/** Mainstay in a process of its own, until it is told to end. */
final class ServerMain {
  private ServerMain() {}

  /** Arguments: folder of designs, folder of data, port, and how many series it keeps. */
  public static void main(String[] args) throws InterruptedException {
    MainstayServer server =
        MainstayServer.start(
            new ServerConfig(
                Path.of(args[0]),
                Path.of(args[1]),
                "127.0.0.1",
                Integer.parseInt(args[2]),
                ServerConfig.Files.NONE,
                ServerConfig.Asking.DEFAULT,
                Integer.parseInt(args[3])));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    Thread.currentThread().join();
  }
}
