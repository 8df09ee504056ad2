package dev.mainstay.server;

import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.ProblemException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server is started with.
 *
 * @param designs folder of the design files
 * @param data folder that keeps everything; made when missing
 * @param host address to listen on
 * @param port of API and console, 0 for a free one
 * @param rules Prometheus rule files, their folders, or patterns; see {@link RuleTexts}
 * @param scrapeConfig a file in Prometheus' format that says what else to scrape, or null
 * @param slos OpenSLO documents beside those among the designs, their folders, or patterns
 */
public record ServerConfig(
    Path designs,
    Path data,
    String host,
    int port,
    List<String> rules,
    @Nullable Path scrapeConfig,
    List<String> slos) {
  public ServerConfig {
    if (port < 0 || port > 65_535) {
      throw new ProblemException(
          Problem.error(
              "MS-X001", "port: " + port + " (expected: 0 to 65535)", null, "pass another --port"));
    }
    designs = designs.toAbsolutePath().normalize();
    data = data.toAbsolutePath().normalize();
    rules = List.copyOf(rules);
    slos = List.copyOf(slos);
  }

  /** A server without documents but those among the designs. */
  public ServerConfig(
      Path designs,
      Path data,
      String host,
      int port,
      List<String> rules,
      @Nullable Path scrapeConfig) {
    this(designs, data, host, port, rules, scrapeConfig, List.of());
  }

  /** A server without rule files that scrapes what its designs name. */
  public ServerConfig(Path designs, Path data, String host, int port) {
    this(designs, data, host, port, List.of(), null);
  }
}
