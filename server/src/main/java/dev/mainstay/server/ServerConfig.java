package dev.mainstay.server;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.ProblemException;
import dev.mainstay.promql.Dialect;
import dev.mainstay.telemetry.remote.StoreConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server is started with.
 *
 * @param designs folder of the design files
 * @param data folder that keeps everything; made when missing
 * @param host address to listen on
 * @param port of API and console, 0 for a free one
 * @param files in the field's own formats, beside the designs
 * @param asking how PromQL is understood, and which stores elsewhere can be asked
 * @param seriesLimit how many series are kept, ended ones included; each takes some 600 bytes of
 *     memory
 * @param allowedHosts names, beside {@code host} and those of this machine, by which requests may
 *     call the server; without any, one that listens beyond this machine may be called by all
 */
public record ServerConfig(
    Path designs,
    Path data,
    String host,
    int port,
    Files files,
    Asking asking,
    int seriesLimit,
    Set<String> allowedHosts) {
  /** What fits into the memory that the launcher gives. */
  public static final int SERIES = 100_000;

  private static final Pattern HOST_NAME =
      Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_])?");

  /**
   * Files in the field's own formats; all are re-read when they change.
   *
   * @param rules Prometheus rule files, their folders, or patterns; see {@link NamedTexts}
   * @param scrapeConfig a file in Prometheus' format that says what else to scrape, or null
   * @param slos OpenSLO documents beside those among the designs, their folders, or patterns
   * @param slothPeriod of Sloth's objectives among the rules
   * @param stores a file that says which stores elsewhere can be asked, and how, or null
   */
  public record Files(
      List<String> rules,
      @Nullable Path scrapeConfig,
      List<String> slos,
      Duration slothPeriod,
      @Nullable Path stores) {
    /** What Sloth takes when it is not told. */
    public static final Duration SLOTH_PERIOD = Duration.ofDays(30);

    public static final Files NONE = new Files(List.of(), null, List.of());

    /** Files with which Sloth is not told anything. */
    public Files(List<String> rules, @Nullable Path scrapeConfig, List<String> slos) {
      this(rules, scrapeConfig, slos, SLOTH_PERIOD, null);
    }

    public Files {
      rules = List.copyOf(rules);
      slos = List.copyOf(slos);
    }
  }

  /**
   * How queries are answered.
   *
   * @param dialect of queries and rules
   * @param stores addresses below which {@code /api/v1/query} answers as Prometheus does, by name,
   *     beside those of a file
   */
  public record Asking(Dialect dialect, Map<String, URI> stores) {
    public static final Asking DEFAULT = new Asking(Dialect.PROMETHEUS_3, Map.of());

    public Asking {
      stores.forEach(Asking::check);
      stores = Map.copyOf(stores);
    }

    private static void check(String name, URI address) {
      String wrong =
          StoreConfig.wrongName(name)
              .map(expected -> "'" + name + "' (expected: " + expected + ")")
              .or(() -> StoreConfig.wrongAddress(address).map(found -> name + ": " + found))
              .orElse("");
      if (!wrong.isEmpty()) {
        throw new ProblemException(
            Problem.error(
                "MS-X001", "store: " + wrong, null, "pass --store prod=http://prometheus:9090"));
      }
    }
  }

  public ServerConfig {
    if (port < 0 || port > 65_535) {
      throw new ProblemException(
          Problem.error(
              "MS-X001", "port: " + port + " (expected: 0 to 65535)", null, "pass another --port"));
    }
    if (seriesLimit < 1) {
      throw new ProblemException(
          Problem.error(
              "MS-X001",
              "series limit: " + seriesLimit + " (expected: at least 1)",
              null,
              "pass another --series-limit"));
    }
    allowedHosts = allowedHosts.stream().map(ServerConfig::hostName).collect(toUnmodifiableSet());
    designs = designs.toAbsolutePath().normalize();
    data = data.toAbsolutePath().normalize();
  }

  private static String hostName(String allowed) {
    if (!HOST_NAME.matcher(allowed).matches()) {
      throw new ProblemException(
          Problem.error(
              "MS-X001",
              "allowed host: '" + allowed + "' (expected: a name alone, such as ops.example.test)",
              null,
              "pass another --allowed-host"));
    }
    return allowed.toLowerCase(Locale.ROOT);
  }

  /** A server of designs alone. */
  public ServerConfig(Path designs, Path data, String host, int port) {
    this(designs, data, host, port, Files.NONE);
  }

  /** A server that answers queries as the current Prometheus does. */
  public ServerConfig(Path designs, Path data, String host, int port, Files files) {
    this(designs, data, host, port, files, Asking.DEFAULT);
  }

  /** A server that keeps as many series as it usually does. */
  public ServerConfig(Path designs, Path data, String host, int port, Files files, Asking asking) {
    this(designs, data, host, port, files, asking, SERIES, Set.of());
  }
}
