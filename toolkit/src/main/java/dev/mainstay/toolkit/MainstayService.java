package dev.mainstay.toolkit;

import dev.mainstay.toolkit.internal.Background;
import dev.mainstay.toolkit.internal.Environment;
import dev.mainstay.toolkit.internal.HttpFront;
import dev.mainstay.toolkit.internal.Identity;
import dev.mainstay.toolkit.internal.PolicySource;
import dev.mainstay.toolkit.internal.PolicyWatch;
import dev.mainstay.toolkit.internal.Routes;
import dev.mainstay.toolkit.internal.Time;
import dev.mainstay.toolkit.internal.logging.JsonLog;
import dev.mainstay.toolkit.internal.logging.JulBridge;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service: an HTTP server whose health, dependencies, degradation, metrics, logs and end follow
 * its design's policy.
 *
 * <p>Environment: {@code PORT} and {@code MAINSTAY_POLICY} (path or http URL) are required; {@code
 * MAINSTAY_SERVICE}, {@code MAINSTAY_VERSION}, {@code MAINSTAY_COMMIT}, {@code MAINSTAY_INSTANCE},
 * {@code MAINSTAY_HOST} (127.0.0.1) and {@code MAINSTAY_LOG_LEVEL} (info) are optional. The policy
 * is read again every two seconds and applied while running; histogram buckets alone wait for the
 * next start.
 *
 * <p>Answered besides the routes: liveness at {@code /healthz} and {@code /health/live}, readiness
 * at {@code /readyz} and {@code /health/ready} (and at the policy's own paths), metrics at {@code
 * /metrics}.
 */
public final class MainstayService implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MainstayService.class);

  /** How long a draining service still takes new requests, so that whoever routes to it notices. */
  static final Duration NOTICE = Duration.ofMillis(500);

  private static final Duration STEP = Duration.ofMillis(10);

  private final Identity identity;
  private final Time time;
  private final PolicyWatch watch;
  private final Metrics metrics = new Metrics();
  private final Routes routes = new Routes();
  private final Dependencies dependencies;
  private final Probes probes;
  private final Dispatcher dispatcher;
  private final Startup startup;
  private final HttpFront front;
  private final Background background = new Background();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private boolean started;
  private boolean closing;
  private @Nullable Thread hook;

  /** Code that adds routes, checks and start-up steps to a service. */
  @FunctionalInterface
  public interface Setup {
    void configure(MainstayService service) throws Exception;
  }

  /** One step of the start-up gate; throws when it has to be tried again. */
  @FunctionalInterface
  public interface Step {
    void run() throws Exception;
  }

  private MainstayService(Environment env, Dispatcher.Limits limits, Time time) {
    this.time = time;
    this.watch = new PolicyWatch(PolicySource.at(env.policy()), env.service());
    Policy policy = watch.policy();
    String instance = env.instance().isEmpty() ? policy.service() : env.instance();
    this.identity = new Identity(policy.service(), env.version(), env.commit(), instance);
    JsonLog.identity(new JsonLog.Identity(policy.service(), env.version(), instance));
    JsonLog.redact(policy.redact());
    this.dependencies = new Dependencies(watch, metrics, time);
    this.probes =
        new Probes(
            identity,
            watch::policy,
            dependencies.monitor(),
            dependencies::find,
            dependencies.modes());
    this.startup = new Startup(probes, time);
    this.dispatcher =
        new Dispatcher(new Surroundings(), routes, dependencies.modes(), limits, time, metrics);
    watch.onChange(changed -> JsonLog.redact(changed.redact()));
    OwnMetrics.register(metrics, identity, probes, dependencies);
    this.front = new HttpFront(env.host(), env.port(), limits.inFlight(), dispatcher::serve);
  }

  /**
   * A service configured by its process's environment. Its port is bound, but nothing is answered
   * before {@link #start}.
   *
   * @throws ConfigurationException with every problem of the environment, or of the policy
   */
  public static MainstayService fromEnvironment(Map<String, String> env) {
    return fromEnvironment(env, Time.system());
  }

  static MainstayService fromEnvironment(Map<String, String> env, Time time) {
    Environment read = Environment.read(env);
    JsonLog.threshold(Environment.logLevel(env));
    JulBridge.install();
    return new MainstayService(read, new Dispatcher.Limits(1 << 20, 256), time);
  }

  /**
   * The whole life of a service's process: configures it, starts it, and returns once it has
   * drained. A configuration that cannot be used is printed to standard error and ends the process
   * with status 2; a set-up that fails, with 1.
   */
  public static void run(Map<String, String> env, Setup setup) {
    MainstayService service;
    try {
      service = fromEnvironment(env);
    } catch (ConfigurationException e) {
      System.err.println("error: the service cannot start");
      e.problems().forEach(problem -> System.err.println("  " + problem));
      System.err.println("  in: " + e.source());
      System.exit(2);
      return;
    }
    try {
      setup.configure(service);
      service.start();
      service.awaitStop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      service.close();
    } catch (Exception e) {
      log.error("the service cannot start", e);
      System.exit(1);
    }
  }

  /**
   * The dependency of that name in the policy; the same object each time.
   *
   * @throws IllegalArgumentException when the policy has none of that name
   */
  public Dependency dependency(String name) {
    return dependencies.get(name);
  }

  /** A dependency of that name in the policy that speaks HTTP at the base address. */
  public HttpDependency http(String name, URI base) {
    return dependencies.http(name, base);
  }

  /** For the service's own metrics. */
  public Metrics metrics() {
    return metrics;
  }

  /** The policy in force. */
  public Policy policy() {
    return watch.policy();
  }

  /**
   * Adds a route.
   *
   * @param template for example {@code /payments/{id}}
   */
  public MainstayService route(String method, String template, Handler handler) {
    routes.add(method, template, handler);
    return this;
  }

  public MainstayService get(String template, Handler handler) {
    return route("GET", template, handler);
  }

  public MainstayService post(String template, Handler handler) {
    return route("POST", template, handler);
  }

  public MainstayService put(String template, Handler handler) {
    return route("PUT", template, handler);
  }

  public MainstayService delete(String template, Handler handler) {
    return route("DELETE", template, handler);
  }

  /**
   * Adds a step of the start-up gate. The steps run in order, in the background, once the service
   * listens; it is not ready before the last has succeeded. A step that fails is tried again every
   * second.
   */
  public MainstayService beforeReady(String name, Step step) {
    startup.add(name, step);
    return this;
  }

  /** Adds work for the end, after the last request; the latest added runs first. */
  public MainstayService afterStop(Runnable work) {
    startup.addLast(work);
    return this;
  }

  /** Listens, begins the background work and drains on SIGTERM. A second call does nothing. */
  public synchronized MainstayService start() {
    if (started) {
      return this;
    }
    started = true;
    dependencies.warnOfMissingChecks();
    front.start();
    background.every(Duration.ofMillis(50), "health", dependencies.monitor()::tick);
    background.every(Duration.ofSeconds(2), "policy", watch::poll);
    hook = new Thread(this::close, "mainstay-drain");
    Runtime.getRuntime().addShutdownHook(hook);
    Policy policy = watch.policy();
    log.atInfo()
        .addKeyValue("event", "service.started")
        .addKeyValue("commit", identity.commit())
        .addKeyValue("port", front.port())
        .addKeyValue("deadlineMillis", policy.http().deadline().toMillis())
        .addKeyValue(
            "dependencies",
            policy.dependencies().stream()
                .map(d -> d.name() + " " + d.timeout().toMillis() + " ms")
                .toList())
        .addKeyValue("readiness", policy.health().readiness().checks())
        .addKeyValue("modes", policy.modes().stream().map(Policy.Mode::name).toList())
        .log("{} {} listens on port {}", identity.service(), identity.version(), front.port());
    startup.begin();
    return this;
  }

  /** The port it listens on. */
  public int port() {
    return front.port();
  }

  /** Returns once the service has stopped. */
  public void awaitStop() throws InterruptedException {
    stopped.await();
  }

  /**
   * Drains and stops: readiness is 503 at once; new requests are still answered for half a second,
   * so that whoever routes notices; then waits for requests in flight, in all up to the policy's
   * {@code graceMillis}, and closes. A second call waits for the first.
   */
  @Override
  public void close() {
    synchronized (this) {
      if (closing) {
        awaitQuietly();
        return;
      }
      closing = true;
    }
    try {
      drain();
    } finally {
      stopped.countDown();
    }
  }

  private void awaitQuietly() {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void drain() {
    long from = time.nanos();
    Duration grace = watch.policy().shutdown().grace();
    probes.drain();
    startup.end();
    log.atInfo()
        .addKeyValue("event", "service.draining")
        .addKeyValue("inFlight", dispatcher.inFlight())
        .log("draining");
    try {
      if (started) {
        time.sleep(NOTICE.compareTo(grace) < 0 ? NOTICE : grace);
      }
      while (dispatcher.inFlight() > 0 && time.nanos() - from < grace.toNanos()) {
        time.sleep(STEP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    int abandoned = dispatcher.inFlight();
    front.stop();
    background.close();
    startup.last();
    dependencies.close();
    (abandoned > 0 ? log.atWarn() : log.atInfo())
        .addKeyValue("event", "service.stopped")
        .addKeyValue("abandoned", abandoned)
        .addKeyValue("drainMillis", Duration.ofNanos(time.nanos() - from).toMillis())
        .log("stopped");
    removeHook();
  }

  private void removeHook() {
    try {
      if (hook != null && !hook.equals(Thread.currentThread())) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    } catch (IllegalStateException e) {
      // The process is ending: the hook is what called.
      log.trace("shutdown hook stays", e);
    }
  }

  private final class Surroundings implements Dispatcher.Surroundings {
    @Override
    public Policy policy() {
      return watch.policy();
    }

    @Override
    public java.util.function.@Nullable Supplier<Response> probe(String method, String path) {
      if (!method.equals("GET") && !method.equals("HEAD")) {
        return null;
      }
      Policy.Health health = watch.policy().health();
      if (path.equals(health.livenessPath())
          || path.equals("/healthz")
          || path.equals("/health/live")) {
        return probes::liveness;
      }
      if (path.equals(health.readiness().path())
          || path.equals("/readyz")
          || path.equals("/health/ready")) {
        return probes::readiness;
      }
      return path.equals("/metrics") ? this::exposition : null;
    }

    private Response exposition() {
      return Response.of(
          200,
          "text/plain; version=0.0.4; charset=utf-8",
          metrics.text().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public boolean draining() {
      return probes.draining();
    }

    @Override
    public String version() {
      return identity.version();
    }
  }
}
