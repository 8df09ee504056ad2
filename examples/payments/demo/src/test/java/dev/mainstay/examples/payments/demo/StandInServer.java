package dev.mainstay.examples.payments.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;

/**
 * Behaves as the Mainstay server does towards its supervisor: is ready on a port, answers as the
 * gateway on another, and starts a process that outlives it, without variables of the name
 * MAINSTAY_….
 */
final class StandInServer {
  private StandInServer() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    ProcessBuilder service = new ProcessBuilder("sh", "-c", "trap '' HUP; sleep 600");
    service.environment().keySet().removeIf(key -> key.startsWith("MAINSTAY_"));
    service.start();
    listen(Integer.parseInt(arguments[0]), "/readyz", 200);
    listen(Integer.parseInt(arguments[1]), "/", 404);
    new CountDownLatch(1).await();
  }

  private static void listen(int port, String path, int status) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 8);
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }
}
