package dev.mainstay.cli;

import dev.mainstay.server.MainstayServer;
import dev.mainstay.server.ServerConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mainstay up}: the server, in the foreground. */
@Command(
    name = "up",
    description = "Runs Mainstay over a folder of designs, OpenSLO documents or both until Ctrl-C.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--designs",
      paramLabel = "FOLDER",
      description = {
        "The design files and the OpenSLO documents among them, or only such documents;",
        "re-read when they change (default: ${DEFAULT-VALUE})"
      })
  private Path designs = Path.of("ops");

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Where everything is kept (default: ${DEFAULT-VALUE})")
  private Path data = Path.of(".mainstay");

  @Option(
      names = "--host",
      description = "The address to listen on (default: ${DEFAULT-VALUE}, this machine only)")
  private String host = "127.0.0.1";

  @Option(
      names = "--allowed-host",
      paramLabel = "NAME",
      description = {
        "A name by which browsers and others may call the server, such as a proxy's; addresses and",
        "localhost always may. With --host beyond this machine all may until a name is given"
      })
  private Set<String> allowedHosts = new LinkedHashSet<>();

  @Option(
      names = "--port",
      description = "API and console; 0 takes a free one (default: ${DEFAULT-VALUE})")
  private int port = 8300;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = {
        "Prometheus rule files, or specifications of Sloth or Pyrra, their folders or",
        "patterns such as 'rules/*.yaml' to evaluate and to page for;",
        "re-read when they change"
      })
  private List<String> rules = new ArrayList<>();

  @Option(
      names = "--sloth-period",
      paramLabel = "DAYS",
      description = {
        "Of Sloth's objectives among the rules: 30 or 28 days, or another for which a file of",
        "kind AlertWindows is among them (default: ${DEFAULT-VALUE})"
      },
      converter = SlothPeriod.class,
      defaultValue = SlothPeriod.DEFAULT)
  private Duration slothPeriod = ServerConfig.Files.SLOTH_PERIOD;

  @Option(
      names = "--scrape-config",
      paramLabel = "FILE",
      description = {
        "What to scrape beside the designs: the scrape_configs of a Prometheus configuration;",
        "re-read when it changes"
      })
  private @Nullable Path scrapeConfig;

  @Option(
      names = "--slo",
      paramLabel = "FILE",
      description = {
        "OpenSLO documents, folders or patterns to hold, beside those among the designs;",
        "re-read when they change"
      })
  private List<String> slos = new ArrayList<>();

  @Mixin private PromqlOptions promql = new PromqlOptions();

  @Option(
      names = "--store",
      paramLabel = "NAME=URL",
      description = {
        "A Prometheus, or what answers as one does, that queries can be asked of instead:",
        "by its name in the console, by store=NAME in the API"
      })
  private Map<String, URI> stores = new LinkedHashMap<>();

  @Option(
      names = "--stores",
      paramLabel = "FILE",
      description = {
        "Such stores with their credentials, tenants and certificate authorities: a list with",
        "the keys of Prometheus' remote_read; re-read when it changes (docs/promql.md)"
      })
  private @Nullable Path storesFile;

  @Option(
      names = "--series-limit",
      paramLabel = "N",
      description = {
        "How many series may have samples of the last three hours (default: ${DEFAULT-VALUE});",
        "the launcher sets 600 bytes of memory aside for each"
      })
  private int seriesLimit = ServerConfig.SERIES;

  @Override
  public Integer call() throws InterruptedException {
    var files = new ServerConfig.Files(rules, scrapeConfig, slos, slothPeriod, storesFile);
    var asking = new ServerConfig.Asking(promql.dialect(), stores);
    var server =
        MainstayServer.start(
            new ServerConfig(designs, data, host, port, files, asking, seriesLimit, allowedHosts));
    HeapWatch.start();
    var out = spec.commandLine().getOut();
    out.println("Mainstay is ready: " + server.address());
    out.flush();
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  stopped.countDown();
                },
                "mainstay-stop"));
    stopped.await();
    return 0;
  }
}
