package dev.mainstay.examples.payments.demo;

import dev.mainstay.examples.payments.load.HttpTransport;
import dev.mainstay.examples.payments.load.Journeys;
import dev.mainstay.examples.payments.load.LoadGenerator;
import dev.mainstay.examples.payments.load.TimeSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The whole demo: databases, stand-ins, receivers, the Mainstay server (which runs the services)
 * and the load. Starts in that order, stops in the reverse one and leaves nothing but files of the
 * data folder. When a start fails, what was started is stopped again.
 */
public final class Demo implements AutoCloseable {
  private static final Duration SERVICES_START = Duration.ofSeconds(60);
  private static final Duration SERVICES_GRACE = Duration.ofSeconds(12);
  private static final Duration CUSTOMER_PATIENCE = Duration.ofSeconds(5);

  private final DataFolder data;
  private final FolderLock lock;
  private final Reaper reaper;
  private final Ports ports;
  private final Path designs;
  private final EmbeddedPostgres postgres;
  private final EmbeddedRedis redis;
  private final JarService cardNetwork;
  private final WebhookReceiver pager;
  private final MailInbox mail;
  private final ServerProcess server;
  private final LoadGenerator load;
  private volatile boolean complete;
  private volatile boolean closing;

  /** Makes the command that starts the server. */
  @FunctionalInterface
  interface ServerCommand {
    List<String> of(Path designs, Path serverData, int port);
  }

  /**
   * A demo.
   *
   * @param home the built checkout
   * @param data where everything is written
   * @param rate requests per second once the load is started
   */
  public Demo(Path home, Path data, Ports ports, double rate) {
    this(
        home,
        data,
        ports,
        rate,
        (designs, serverData, port) -> ServerProcess.command(home, designs, serverData, port));
  }

  Demo(Path home, Path data, Ports ports, double rate, ServerCommand serverCommand) {
    this.data = DataFolder.open(data);
    this.lock = new FolderLock(this.data);
    this.ports = ports;
    Path payments = home.resolve("examples/payments");
    this.designs = Designs.in(payments.resolve("ops"), ports, this.data);
    this.reaper = new Reaper(this.data);
    this.postgres = new EmbeddedPostgres(this.data, ports.postgres());
    this.redis = new EmbeddedRedis(this.data, ports.redis());
    this.pager = new WebhookReceiver(ports.pager(), InstantSource.system());
    this.mail = new MailInbox(ports.mail());
    this.cardNetwork = cardNetwork(payments);
    this.server =
        new ServerProcess(
            this.data,
            ports.server(),
            serverCommand.of(designs, this.data.folder("server"), ports.server()),
            Map.of("DATABASE_PASSWORD", EmbeddedPostgres.PASSWORD));
    this.load =
        new LoadGenerator(
            new Journeys(1, "demo-" + this.data.run().substring(0, 8)),
            new HttpTransport(
                URI.create("http://127.0.0.1:" + ports.payments()), CUSTOMER_PATIENCE),
            TimeSource.system(),
            LoadGenerator.Settings.DEFAULT.withRate(rate));
  }

  private JarService cardNetwork(Path payments) {
    return new JarService(
        data,
        new JarService.Release(
            "card-network",
            "1.0.0",
            payments.resolve("services/target/releases/card-network-1.0.0.jar"),
            "stands in for the card network; PUT /faults"),
        ports.cardNetwork(),
        Resources.copy("card-network-policy.json", data.folder("run")),
        Map.of());
  }

  /** Everything but the load, in the order of the start. */
  public List<Part> parts() {
    return List.of(pager, mail, postgres, redis, cardNetwork, server);
  }

  /**
   * Starts everything but the load, and returns when payments are taken.
   *
   * @param progress hears of each part that runs
   * @throws DemoException when something is in the way, or does not come up
   */
  public void start(Consumer<Part> progress) {
    try {
      lock.take();
      Leftovers.end(() -> Leftovers.of(data), Duration.ofSeconds(5));
      PortCheck.allFree(ports);
      reaper.start();
      for (Part part : parts()) {
        part.start();
        if (closing) {
          part.stop();
          throw new DemoException("stopped while starting");
        }
        progress.accept(part);
      }
      awaitPayments();
      complete = true;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void awaitPayments() {
    URI address = URI.create("http://127.0.0.1:" + ports.payments() + "/payments/none");
    if (!server.awaitService(address, SERVICES_START)) {
      throw new DemoException(
          "payment-api is not ready within "
              + SERVICES_START.toSeconds()
              + "s: see "
              + data.root().resolve("server/logs"));
    }
  }

  /** Stops everything, also the services that the server started. A second call does nothing. */
  @Override
  public void close() {
    synchronized (this) {
      if (closing) {
        return;
      }
      closing = true;
    }
    load.close();
    if (!complete) {
      // Whoever starts a part waits for it to answer: it need not any longer.
      Leftovers.end(() -> Leftovers.ofRun(data), Duration.ofSeconds(1));
    }
    server.stop();
    Leftovers.end(this::services, SERVICES_GRACE);
    for (Part part : parts().reversed()) {
      part.stop();
    }
    Leftovers.end(() -> Leftovers.ofRun(data), Duration.ofSeconds(1));
    reaper.close();
    lock.close();
  }

  /** What the server started: marked as all are, but none of the supervisor's own children. */
  private List<ProcessHandle> services() {
    return Leftovers.ofRun(data).stream().filter(process -> !isPart(process.pid())).toList();
  }

  private boolean isPart(long pid) {
    return parts().stream().anyMatch(part -> part.pid().orElse(-1) == pid);
  }

  /** The folder with everything that is written. */
  public DataFolder data() {
    return data;
  }

  /** The ports in use. */
  public Ports ports() {
    return ports;
  }

  /** The folder of the designs that the server runs. */
  public Path designs() {
    return designs;
  }

  /** The ledger's database. */
  public EmbeddedPostgres postgres() {
    return postgres;
  }

  /** The cache. */
  public EmbeddedRedis redis() {
    return redis;
  }

  /** The card network's stand-in. */
  public JarService cardNetwork() {
    return cardNetwork;
  }

  /** Where pages arrive by webhook. */
  public WebhookReceiver pager() {
    return pager;
  }

  /** Where pages arrive by mail. */
  public MailInbox mail() {
    return mail;
  }

  /** The Mainstay server. */
  public ServerProcess server() {
    return server;
  }

  /** The customers; at rest until started. */
  public LoadGenerator load() {
    return load;
  }
}
