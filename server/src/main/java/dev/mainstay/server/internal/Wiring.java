package dev.mainstay.server.internal;

import com.linecorp.armeria.server.Server;
import dev.mainstay.alerting.Alerts;
import dev.mainstay.alerting.rules.RuleAlerts;
import dev.mainstay.delivery.Deliveries;
import dev.mainstay.delivery.DeliveryPlan;
import dev.mainstay.delivery.Gateway;
import dev.mainstay.delivery.ProcessTarget;
import dev.mainstay.design.Designs;
import dev.mainstay.design.slo.DesignSlos;
import dev.mainstay.design.slo.Slo;
import dev.mainstay.integrations.mail.MailChannel;
import dev.mainstay.integrations.webhook.WebhookChannel;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.kernel.SystemScheduler;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.objectives.evaluation.SloEngine;
import dev.mainstay.objectives.live.LiveObjectives;
import dev.mainstay.objectives.live.ReleaseGuard;
import dev.mainstay.objectives.live.Remembered;
import dev.mainstay.response.Address;
import dev.mainstay.response.Budgets;
import dev.mainstay.response.Channel;
import dev.mainstay.response.Incidents;
import dev.mainstay.response.ResponsePlan;
import dev.mainstay.server.DesignFiles;
import dev.mainstay.server.ServerConfig;
import dev.mainstay.server.internal.prometheus.PrometheusApi;
import dev.mainstay.server.internal.prometheus.QueryThreads;
import dev.mainstay.server.internal.prometheus.StoragePages;
import dev.mainstay.server.internal.prometheus.Stores;
import dev.mainstay.store.Database;
import dev.mainstay.store.SqlAlertStore;
import dev.mainstay.store.SqlDeliveryStore;
import dev.mainstay.store.SqlIncidentStore;
import dev.mainstay.store.SqlLiveStore;
import dev.mainstay.telemetry.SampleNotes;
import dev.mainstay.telemetry.Scraper;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.Signals;
import dev.mainstay.telemetry.Target;
import dev.mainstay.telemetry.TargetSource;
import dev.mainstay.telemetry.TelemetryPlan;
import dev.mainstay.telemetry.query.QueryEngine;
import dev.mainstay.telemetry.query.QueryMemory;
import dev.mainstay.telemetry.query.QuerySettings;
import dev.mainstay.telemetry.storage.DurableSeriesStore;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The one place where everything is put together, in the order in which it starts. Reading it from
 * top to bottom is reading the architecture.
 */
public final class Wiring {
  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration STOP_AT_MOST = Duration.ofSeconds(30);
  private static final Duration OUT_OF_ORDER = Duration.ofHours(1);
  private static final Duration AHEAD = Duration.ofMinutes(10);

  private Wiring() {}

  /** Starts all parts, leaving their end to {@code closer}; gives the address of the API. */
  public static URI start(
      ServerConfig config,
      DesignFiles.Read read,
      SloWatch.Found documents,
      Clock clock,
      Ticker ticker,
      Closer closer) {
    var applied =
        new Running(
            new Applied(read.result(), read.runbooks(), clock.now(), read.result().problems()));
    Supplier<Designs> designs = () -> applied.get().designs();

    Scheduler scheduler = closer.add("scheduler", new SystemScheduler());

    // what takes longest to open, beside what follows; nothing listens yet
    Gateway gateway = closer.add("gateway", new Gateway(ticker, scheduler));
    if (designs.get().services().stream().anyMatch(service -> service.run() != null)) {
      Thread.ofVirtual().name("mainstay-gateway").start(gateway::prepare);
    }
    var samples =
        closer.add(
            "samples",
            new Opening<>(() ->
                new DurableSeriesStore(
                    config.data().resolve("samples"),
                    SeriesLimits.of(config.seriesLimit()).outOfOrder(OUT_OF_ORDER).ahead(AHEAD),
                    new SampleRetention(designs),
                    clock,
                    scheduler)));

    Database database = closer.add("database", Database.open(config.data(), clock));
    var journal = database.journal();
    var reloads = new Reloads(journal::append, clock);

    // delivery: processes and gateways; nothing listens before what was persisted is restored
    var policies = new PolicyFiles(config.data().resolve("policies"));
    policies.write(designs.get());
    Deliveries deliveries =
        closer.add(
            "delivery",
            new Deliveries(
                clock,
                ticker,
                scheduler,
                new SqlDeliveryStore(database),
                new ProcessTarget(
                    config.data(),
                    service -> config.designs(),
                    service -> policies.of(service).toString()),
                gateway));

    // stopped after alerts and incidents, which would take an orderly stop for an outage
    closer.add("instances", () -> stop(deliveries));

    // before samples are waited for
    var promised = new SqlLiveStore(database);
    var remembered = new Remembered(promised, clock);

    // telemetry: scrapes what delivery runs, and what the designs name
    DurableSeriesStore series = samples.get();
    var signals = new Signals(series, clock);
    TargetSource targets = targets(deliveries, designs);
    Scraper scraper = closer.add("scraper", new Scraper(targets, series, clock, ticker, scheduler));
    ScrapeWatch scrapes =
        closer.add(
            "scrapes",
            new ScrapeWatch(config, series, scraper.metadata(), reloads, clock, ticker, scheduler));

    // judgement: objectives hear of a scrape before the alerts that ask them
    var counting = closer.add("counting", new CountingThread());
    LiveObjectives objectives =
        closer.add(
            "objectives",
            new LiveObjectives(
                new SloEngine(
                    series,
                    new QueryEngine(
                        series,
                        ticker,
                        QuerySettings.DEFAULT.with(config.asking().dialect()),
                        QueryMemory.ofHeap()),
                    SloEngine.Settings.DEFAULT),
                remembered,
                config.data().resolve("objectives.snapshot"),
                clock,
                ticker,
                scheduler,
                counting));
    var promises = new Promises(objectives, designs);
    var guard = new ReleaseGuard(promises::budgets, promised, clock);
    deliveries.guardedBy(Promises.gate(guard));
    Alerts alerts =
        closer.add(
            "alerts",
            new Alerts(new SqlAlertStore(database), promises::statuses, clock, scheduler));
    scraper.addListener(objectives);
    scraper.addListener(alerts);
    RuleAlerts ruleAlerts =
        closer.add(
            "alerts of rules",
            new RuleAlerts(
                SqlAlertStore.ofRules(database),
                service -> designs.get().service(service).isPresent(),
                () -> designs.get().organisation().groupWait(),
                clock,
                scheduler));

    // response: reads the journal, pages people
    Incidents incidents =
        closer.add(
            "incidents",
            new Incidents(
                new SqlIncidentStore(database),
                journal,
                budgets(promises),
                channels(designs),
                config.port() == 0 ? null : "http://" + config.host() + ":" + config.port(),
                clock,
                scheduler));

    // before the alerts start, which resolve those whose rules are gone
    SloWatch slos =
        closer.add(
            "slos",
            new SloWatch(
                config,
                documents,
                designs,
                next -> {
                  objectives.apply(held(applied.get(), next));
                  alerts.apply(Promises.plan(designs.get(), next));
                },
                reloads,
                scheduler));
    Consumer<Applied> judging =
        next -> {
          alerts.apply(Promises.plan(next.designs(), slos.slos()));
          objectives.apply(held(next, slos.slos()));
        };
    apply(applied.get(), policies, deliveries, scraper, judging, incidents);
    objectives.start();
    alerts.start();
    incidents.start();
    scraper.start();

    var features = new Features(signals, promises, alerts, ruleAlerts, incidents, deliveries);
    var pages = new Pages(applied, features, journal, List::of, clock);
    var actions = new Actions(features, applied, new DeploymentPages(features, journal));
    Live live = closer.add("live", new Live(pages::overview, journal, scheduler));
    DesignWatch watch =
        closer.add(
            "design watch",
            new DesignWatch(
                config.designs(),
                applied,
                next -> apply(next, policies, deliveries, scraper, judging, incidents),
                slos,
                reloads,
                clock,
                scheduler));
    RuleWatch rules =
        closer.add(
            "rules", new RuleWatch(config, series, reloads, ruleAlerts, clock, ticker, scheduler));
    ruleAlerts.start();
    var ownObjectives = new ObjectiveMetrics(objectives);
    var metrics =
        new SelfMetrics(
            series,
            features,
            journal,
            live,
            applied,
            reloads,
            () -> gateway.metrics() + rules.metrics() + scrapes.metrics() + ownObjectives.text());
    ExecutorService workers =
        closer.add(
            "workers",
            Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("mainstay-http-", 0).factory()));
    var engine =
        new QueryEngine(
            series,
            ticker,
            QuerySettings.DEFAULT.with(config.asking().dialect()),
            QueryMemory.ofHeap());
    StoreWatch elsewhere = closer.add("stores", new StoreWatch(config, reloads, ticker, scheduler));
    Stores stores = elsewhere.stores();
    var storage =
        new StoragePages(
            series,
            series::backup,
            config.data().resolve("snapshots"),
            config.asking().dialect(),
            () -> scrapes.scrapes().config().externalLabels(),
            journal::append,
            clock);
    PrometheusApi prometheus =
        new PrometheusApi(
            PromqlPages.pages(
                engine, stores, series, scraper, scrapes, rules, storage, reloads, clock, ticker),
            closer.add("queries", new QueryThreads()));
    var routes =
        new ObjectiveRoutes(
            new ObjectivePages(objectives, promises, guard, clock), objectives, guard);
    var reload =
        new ReloadApi(
            List.of(watch::reread, slos::reread, rules::reread, scrapes::reread, elsewhere::reread),
            workers);
    var intake = new Intake(workers);
    var notes = new SampleNotes(scraper.metadata(), scrapes.exemplars());
    Server server =
        closer.add(
            "http",
            HttpListener.of(
                config,
                metrics,
                List.of(
                    new EvaluationApi(series, engine, stores, clock, workers)::install,
                    new HttpApi(pages, actions, live, routes, workers)::install,
                    new RemoteWriteApi(series, notes, intake)::install,
                    new OtlpApi(series, notes, intake)::install,
                    reload::install,
                    prometheus::install)));
    deliveries.start();
    server.start().join();
    journal.append(
        List.of(
            new Event(
                "server.started",
                1,
                "",
                "server",
                "Mainstay started",
                Map.of("pid", Long.toString(ProcessHandle.current().pid())))));
    return URI.create("http://" + config.host() + ":" + server.activeLocalPort());
  }

  /**
   * Makes every engine follow the designs; each takes its own plan, compiled from the same values.
   */
  private static void apply(
      Applied applied,
      PolicyFiles policies,
      Deliveries deliveries,
      Scraper scraper,
      Consumer<Applied> judging,
      Incidents incidents) {
    Designs designs = applied.designs();
    policies.write(designs);
    incidents.apply(ResponsePlan.of(designs));
    judging.accept(applied);
    scraper.apply(TelemetryPlan.of(designs));
    deliveries.apply(DeliveryPlan.of(designs));
  }

  /** The objectives of the designs, then those of documents. */
  private static List<Slo> held(Applied applied, List<Slo> documents) {
    var all = new ArrayList<>(DesignSlos.of(applied.designs(), applied.result().places()));
    all.addAll(documents);
    return all;
  }

  /** An orderly stop ends the instances too; without the gateway nobody reaches them. */
  private static void stop(Deliveries deliveries) throws Exception {
    deliveries.stopInstances().get(STOP_AT_MOST.toSeconds(), TimeUnit.SECONDS);
  }

  private static TargetSource targets(Deliveries deliveries, Supplier<Designs> designs) {
    return name ->
        designs
            .get()
            .service(name)
            .map(service ->
                service.run() != null
                    ? deliveries.targets(name)
                    : service.telemetry().instances().stream()
                        .map(address -> fixed(name, address))
                        .toList())
            .orElse(List.of());
  }

  private static Target fixed(String service, String address) {
    int colon = address.lastIndexOf(':');
    return new Target(
        service,
        address,
        "",
        address.substring(0, colon),
        Integer.parseInt(address.substring(colon + 1)));
  }

  private static Budgets budgets(Promises promises) {
    return service ->
        promises.statuses(service).stream()
            .filter(status -> !Double.isNaN(status.indicator()))
            .filter(status -> !Double.isNaN(status.budget().spent()))
            .map(status ->
                new Budgets.Line(
                    status.name(), status.budget().spent(), status.budget().remaining()))
            .toList();
  }

  private static Map<Address.Kind, Channel> channels(Supplier<Designs> designs) {
    return Map.of(
        Address.Kind.WEBHOOK,
        new WebhookChannel(SEND_TIMEOUT),
        Address.Kind.EMAIL,
        new MailChannel(
            () -> Optional.ofNullable(designs.get().organisation().smtp()), SEND_TIMEOUT));
  }
}
