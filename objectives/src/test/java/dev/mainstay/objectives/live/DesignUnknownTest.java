package dev.mainstay.objectives.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.objectives.evaluation.SloStatus;
import dev.mainstay.objectives.live.DesignedService.Instance;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why it is not known how an objective of a design stands. */
class DesignUnknownTest {
  private static final String BUCKETS = "http_server_request_duration_seconds_bucket";

  @TempDir private Path folder;
  private DesignedService shop;
  private Instance one;

  @BeforeEach
  void begin() {
    shop = new DesignedService(folder);
    one = shop.instance("shop-1", 0);
  }

  private static Objective objective(String name, Sli sli, Duration window) {
    return new Objective(name, sli, Percentage.of("99"), null, new Objective.Window(window, false));
  }

  private static Objective availability() {
    return objective("availability", new Sli.Availability(500), Duration.ofDays(30));
  }

  private static Objective latency() {
    return objective("latency", new Sli.Latency(Duration.ofMillis(200)), Duration.ofDays(30));
  }

  @Test
  void withoutScrapesCountersOrEventsItSaysWhich() {
    shop.hold(availability());
    SloStatus nothing = shop.status("availability");
    assertThat(nothing.indicator()).isNaN();
    assertThat(nothing.budget().remaining()).isNaN();
    assertThat(nothing.isUsedUp()).isFalse();
    assertThat(shop.burning("availability")).isEmpty();
    assertThat(nothing.unknown()).isEqualTo("no instance was scraped yet");
    one.scrape();
    assertThat(shop.status("availability").unknown())
        .isEqualTo("no instance exposes http_server_requests_total");
    shop.time.advance(Duration.ofSeconds(5));
    one.requests(0, 0);
    one.scrape();
    assertThat(shop.status("availability").unknown()).isEqualTo("no events within the window");
    shop.time.advance(Duration.ofSeconds(5));
    one.requests(1, 0);
    one.scrape();
    assertThat(shop.status("availability").unknown()).isNull();
    assertThat(shop.status("availability").indicator()).isEqualTo(1);
    assertThat(shop.live.of("other")).isEmpty();
  }

  @Test
  void latencyNeedsTheBucketOfItsThreshold() {
    shop.hold(latency());
    one.count(0, BUCKETS, "le", "0.1");
    one.count(0, BUCKETS, "le", "+Inf");
    one.scrape();
    shop.time.advance(Duration.ofSeconds(5));
    one.count(9, BUCKETS, "le", "0.1");
    one.count(10, BUCKETS, "le", "+Inf");
    one.scrape();
    assertThat(shop.status("latency").indicator()).isNaN();
    assertThat(shop.status("latency").unknown())
        .isEqualTo(
            "shop-1: http_server_request_duration_seconds_bucket has no bucket le=\"0.2\""
                + " (it has: [0.1, Infinity])");
    shop.time.advance(Duration.ofSeconds(5));
    one.count(9, BUCKETS, "le", "0.2");
    one.scrape();
    shop.time.advance(Duration.ofSeconds(5));
    one.count(3, BUCKETS, "le", "0.2");
    one.count(4, BUCKETS, "le", "+Inf");
    one.scrape();
    assertThat(shop.status("latency").unknown()).isNull();
    // What came while there was no bucket is not taken for slow.
    assertThat(shop.status("latency").events().bad()).isEqualTo(2);
  }

  @Test
  void aStatusThatIsNoNumberMakesItUnknownAndBurnsNothing() {
    shop.hold(availability());
    one.requests(0, 0);
    one.scrape();
    shop.run(one, Duration.ofMinutes(10), 0, 100);
    assertThat(shop.burning("availability")).isNotEmpty();
    one.count(1, "http_server_requests_total", "status", "oops");
    shop.run(one, Duration.ofSeconds(5), 0, 100);
    assertThat(shop.status("availability").unknown())
        .isEqualTo(
            "shop-1: http_server_requests_total has status \"oops\" (expected: a number like 503,"
                + " or a class like 5xx)");
    assertThat(shop.status("availability").indicator()).isNaN();
    assertThat(shop.burning("availability")).isEmpty();
  }

  @Test
  void anInstanceThatIsGoneIsNoReasonAnyMore() {
    shop.hold(latency());
    one.count(0, BUCKETS, "le", "0.2");
    one.count(0, BUCKETS, "le", "+Inf");
    one.scrape();
    shop.time.advance(Duration.ofSeconds(5));
    one.count(1, BUCKETS, "le", "0.2");
    one.count(1, BUCKETS, "le", "+Inf");
    one.scrape();
    Instance two = shop.instance("shop-2", shop.time.now().getEpochSecond());
    two.count(3, BUCKETS, "le", "0.7");
    two.scrape();
    assertThat(shop.status("latency").unknown()).startsWith("shop-2: ");
    two.gone();
    assertThat(shop.status("latency").unknown()).isNull();
  }

  @Test
  void aUsedUpBudgetStaysSoWhileItIsNotKnown() {
    shop.hold(objective("availability", new Sli.Availability(500), Duration.ofHours(1)));
    one.requests(0, 0);
    one.scrape();
    shop.run(one, Duration.ofMinutes(30), 0, 100);
    assertThat(shop.store.types()).containsExactly(LiveEvents.EXHAUSTED);
    one.count(1, "http_server_requests_total", "status", "oops");
    shop.run(one, Duration.ofSeconds(30), 100, 0);
    assertThat(shop.store.types()).containsExactly(LiveEvents.EXHAUSTED);
    assertThat(shop.live.find("shop", "availability").orElseThrow().left().remaining())
        .isNegative();
  }
}
