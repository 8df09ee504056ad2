package dev.mainstay.server.internal;

import dev.mainstay.kernel.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** Whether ports are free, asked before anything is started. */
public final class Ports {
  private Ports() {}

  /** A problem when nothing could listen there now. Port 0 is always free. */
  public static Optional<Problem> taken(String host, int port, String what, String fix) {
    if (port == 0) {
      return Optional.empty();
    }
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          Problem.error(
              "MS-X003",
              "port: %d of %s is taken (expected: a free port on %s)".formatted(port, what, host),
              null,
              fix));
    }
  }
}
