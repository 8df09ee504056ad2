package dev.mainstay.server;

import dev.mainstay.design.Service;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.ProblemException;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.server.internal.Closer;
import dev.mainstay.server.internal.Ports;
import dev.mainstay.server.internal.RuleWatch;
import dev.mainstay.server.internal.SloWatch;
import dev.mainstay.server.internal.StoreWatch;
import dev.mainstay.server.internal.Wiring;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running Mainstay. Several can live in one process, each with its own data folder. */
public final class MainstayServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MainstayServer.class);

  private final Closer closer;
  private final URI address;

  private MainstayServer(Closer closer, URI address) {
    this.closer = closer;
    this.address = address;
  }

  /**
   * Reads the designs, restores what was kept, and listens. Everything that can be refused is
   * refused before anything is started; what was started before a later failure is stopped again.
   *
   * @throws ProblemException with every problem of designs, ports or data folder
   */
  public static MainstayServer start(ServerConfig config) {
    Ticker ticker = Ticker.system();
    long begun = ticker.nanos();
    Clock clock = Clock.system();
    DesignFiles.Read read = DesignFiles.read(List.of(config.designs()), clock);
    var problems = new ArrayList<Problem>(read.result().problems());
    read.result()
        .designs()
        .ifPresent(designs -> problems.addAll(takenPorts(config, designs.services())));
    problems.addAll(RuleWatch.problems(config));
    if (config.files().scrapeConfig() != null) {
      problems.addAll(ScrapeTexts.read(List.of(config.files().scrapeConfig())).problems());
    }
    problems.addAll(StoreWatch.problems(config));
    SloWatch.Found slos = SloWatch.find(config, read);
    problems.addAll(slos.problems());
    if (problems.stream().anyMatch(Problem::isError)) {
      throw new ProblemException(problems);
    }
    var closer = new Closer();
    boolean started = false;
    try {
      URI address = Wiring.start(config, read, slos, clock, ticker, closer);
      started = true;
      log.info(
          "ready at {} after {} ms: {} services, data in {}",
          address,
          ticker.since(begun).toMillis(),
          read.result().designs().orElseThrow().services().size(),
          config.data());
      return new MainstayServer(closer, address);
    } finally {
      if (!started) {
        closer.close();
      }
    }
  }

  private static List<Problem> takenPorts(ServerConfig config, List<Service> services) {
    var problems = new ArrayList<Problem>();
    Ports.taken(
            config.host(),
            config.port(),
            "API and console",
            "stop what uses it, or pass another --port")
        .ifPresent(problems::add);
    for (Service service : services) {
      if (service.run() != null) {
        Ports.taken(
                "127.0.0.1",
                service.run().gatewayPort(),
                "the gateway of " + service.name(),
                "stop what uses it, or change delivery.gateway.port of " + service.name())
            .ifPresent(problems::add);
      }
    }
    return problems;
  }

  /** Where API and console are. */
  public URI address() {
    return address;
  }

  /** Stops everything in reverse order, bounded in time; idempotent. */
  @Override
  public void close() {
    Ticker ticker = Ticker.system();
    long begun = ticker.nanos();
    closer.close();
    Duration took = ticker.since(begun);
    log.info("stopped after {} ms", took.toMillis());
  }
}
