package dev.mainstay.server;

import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.ProblemException;
import java.nio.file.Path;

/**
 * What a server is started with.
 *
 * @param designs folder of the design files
 * @param data folder that keeps everything; made when missing
 * @param host address to listen on
 * @param port of API and console, 0 for a free one
 */
public record ServerConfig(Path designs, Path data, String host, int port) {
  public ServerConfig {
    if (port < 0 || port > 65_535) {
      throw new ProblemException(
          Problem.error(
              "MS-X001", "port: " + port + " (expected: 0 to 65535)", null, "pass another --port"));
    }
    designs = designs.toAbsolutePath().normalize();
    data = data.toAbsolutePath().normalize();
  }
}
