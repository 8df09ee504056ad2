package dev.mainstay.examples.payments.api;

import dev.mainstay.toolkit.Dependency;
import dev.mainstay.toolkit.HttpDependency;
import dev.mainstay.toolkit.MainstayService;
import java.util.List;
import java.util.Map;

/** The service's process: configuration, parts, routes. */
public final class PaymentApi {
  private PaymentApi() {}

  /** Runs the service until it is told to end. */
  public static void main(String[] args) {
    // HikariCP refuses waits below 250 ms unless told that they are meant.
    System.setProperty("com.zaxxer.hikari.timeoutMs.floor", "20");
    // A validation costs a round trip, and a connection when the machine pauses meanwhile.
    System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "2000");
    MainstayService.run(System.getenv(), service -> configure(service, System.getenv()));
  }

  static void configure(MainstayService service, Map<String, String> env) {
    Configuration configuration = Configuration.from(env);
    Dependency postgres = service.dependency("postgres");
    Dependency redis = service.dependency("redis");

    Database database = new Database(configuration, postgres::policy);
    MerchantCache cache = new MerchantCache(configuration.redis(), redis::policy);
    postgres.check(context -> database.ping());
    redis.check(context -> cache.ping());

    HttpDependency fraud = service.http("fraud-api", configuration.fraudApi());
    HttpDependency cards = service.http("card-network", configuration.cardNetwork());
    Payments payments =
        new Payments(
            new Store(postgres, database),
            new Merchants(redis, cache, postgres, database),
            new FraudCheck(fraud),
            new CardNetwork(cards),
            service.metrics());
    new PaymentRoutes(payments).addTo(service);

    service.beforeReady("migrate", () -> Migrations.apply(database));
    WarmUp warmUp = new WarmUp(database, cache, List.of(fraud, cards));
    service.beforeReady("warm-up", () -> warmUp.run(service.port()));
    service.afterStop(database::close);
    service.afterStop(cache::close);
  }
}
