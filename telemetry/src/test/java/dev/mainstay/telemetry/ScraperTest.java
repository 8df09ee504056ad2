package dev.mainstay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.testkit.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScraperTest {
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final ManualTime time = new ManualTime();
  private final MemorySeriesStore store = new MemorySeriesStore();
  private final List<Target> targets = new ArrayList<>();
  private final Map<String, String> expositions = new HashMap<>();
  private final List<Scrape> scrapes = new ArrayList<>();
  private final List<Target> gone = new ArrayList<>();
  private final List<String> order = new ArrayList<>();
  private final Scraper scraper =
      new Scraper(service -> List.copyOf(targets), this::fetch, store, time, time, time);

  private String fetch(Target target, String path, Duration timeout) throws IOException {
    String text = expositions.get(target.instance());
    if (text == null) {
      throw new IOException("nothing listens on " + target.host() + ":" + target.port());
    }
    return text;
  }

  private static Target target(String instance) {
    return new Target("shop", instance, "1.0.0", "127.0.0.1", 9000);
  }

  private static TelemetryPlan plan(Duration every) {
    return new TelemetryPlan(
        List.of(new TelemetryPlan.Job("shop", "/metrics", every, Duration.ofSeconds(1))));
  }

  @BeforeEach
  void begin() {
    scraper.addListener(
        new ScrapeListener() {
          @Override
          public void scraped(Scrape scrape) {
            scrapes.add(scrape);
            order.add("first");
          }

          @Override
          public void gone(Target target, Instant at) {
            gone.add(target);
          }
        });
    scraper.addListener(scrape -> order.add("second"));
    scraper.apply(plan(EVERY));
  }

  private List<Sample> latest(String metric) {
    return store.latest(List.of(Matcher.metric(metric)), time.now());
  }

  @Test
  void labelsSamplesWithTheirTargetAndKeepsExposedLabelsOfTheSameName() {
    targets.add(target("shop-1"));
    expositions.put("shop-1", "m{service=\"x\",a=\"b\"} 7\n");
    scraper.start();
    time.advance(Duration.ZERO);
    Labels expected =
        Labels.of(
            "m",
            "a",
            "b",
            "service",
            "shop",
            "exported_service",
            "x",
            "instance",
            "shop-1",
            "version",
            "1.0.0");
    assertThat(latest("m")).containsExactly(new Sample(expected, 7));
    assertThat(scrapes)
        .singleElement()
        .satisfies(scrape -> {
          assertThat(scrape.up()).isTrue();
          assertThat(scrape.samples()).contains(new Sample(expected, 7)).hasSize(3);
        });
    assertThat(latest("up")).singleElement().extracting(Sample::value).isEqualTo(1.0);
    assertThat(latest("scrape_duration_seconds")).hasSize(1);
  }

  @Test
  void tellsHowItsTargetsStandAndWhatTheySayOfTheirMetrics() {
    targets.add(target("shop-1"));
    targets.add(target("shop-2"));
    expositions.put("shop-1", "# HELP m_total Sold\n# TYPE m_total counter\nm_total 7\n");
    scraper.start();
    time.advance(Duration.ZERO);
    List<TargetState> states = scraper.targets();
    assertThat(states)
        .extracting(TargetState::health)
        .containsExactly(TargetState.Health.UP, TargetState.Health.DOWN);
    TargetState up = states.getFirst();
    assertThat(up.pool()).isEqualTo("shop");
    assertThat(up.url()).isEqualTo("http://127.0.0.1:9000/metrics");
    assertThat(up.labels())
        .isEqualTo(Labels.ofPairs("instance", "shop-1", "service", "shop", "version", "1.0.0"));
    assertThat(up.at()).isEqualTo(time.now());
    assertThat(up.error()).isEmpty();
    assertThat(up.interval()).isEqualTo(EVERY);
    assertThat(states.get(1).error()).isEqualTo("nothing listens on 127.0.0.1:9000");
    assertThat(scraper.metadata().all())
        .isEqualTo(Map.of("m_total", List.of(new MetricMetadata.Entry("counter", "Sold", ""))));

    targets.removeFirst();
    time.advance(EVERY);
    assertThat(scraper.targets()).hasSize(1);
    assertThat(scraper.metadata().all()).isEmpty();
  }

  @Test
  void anInstanceOfAnotherVersionSaysItsMetricsAnew() {
    targets.add(target("shop-1"));
    expositions.put("shop-1", "# TYPE m gauge\nm 7\n");
    scraper.start();
    time.advance(Duration.ZERO);
    targets.set(0, new Target("shop", "shop-1", "2.0.0", "127.0.0.1", 9000));
    time.advance(EVERY.multipliedBy(2));
    assertThat(scraper.metadata().bySource().keySet())
        .extracting(labels -> labels.value("version"))
        .containsExactly("2.0.0");
  }

  @Test
  void scrapesEachInstanceOncePerIntervalAtItsOwnMoment() {
    targets.add(target("shop-1"));
    targets.add(target("shop-2"));
    expositions.put("shop-1", "m 1\n");
    expositions.put("shop-2", "m 2\n");
    scraper.start();
    time.advance(EVERY.multipliedBy(11).minusMillis(1));
    List<Instant> one = times("shop-1");
    List<Instant> two = times("shop-2");
    assertThat(one).hasSize(11);
    assertThat(two).hasSize(11);
    for (int i = 2; i < one.size(); i++) {
      assertThat(Duration.between(one.get(i - 1), one.get(i))).isEqualTo(EVERY);
    }
    assertThat(one.get(1)).isNotEqualTo(two.get(1));
  }

  private List<Instant> times(String instance) {
    return scrapes.stream()
        .filter(scrape -> scrape.target().instance().equals(instance))
        .map(Scrape::at)
        .toList();
  }

  @Test
  void tellsListenersInTheOrderTheyWereAdded() {
    targets.add(target("shop-1"));
    expositions.put("shop-1", "m 1\n");
    scraper.start();
    time.advance(Duration.ZERO);
    assertThat(order).containsExactly("first", "second");
  }

  @Test
  void aFailingListenerKeepsNobodyFromHearing() {
    scraper.addListener(scrape -> {
      throw new IllegalStateException("broken");
    });
    scraper.addListener(scrape -> order.add("last"));
    targets.add(target("shop-1"));
    expositions.put("shop-1", "m 1\n");
    scraper.start();
    time.advance(EVERY.multipliedBy(2));
    assertThat(order.subList(0, 3)).containsExactly("first", "second", "last");
    assertThat(scrapes).hasSizeGreaterThan(1);
  }

  @Test
  void aFailedScrapeIsHeardWithItsReasonAndEndsTheSeries() {
    targets.add(target("shop-1"));
    expositions.put("shop-1", "m 1\n");
    scraper.start();
    time.advance(Duration.ZERO);
    expositions.remove("shop-1");
    time.advance(EVERY.multipliedBy(2));
    Scrape last = scrapes.getLast();
    assertThat(last.up()).isFalse();
    assertThat(last.error()).isEqualTo("nothing listens on 127.0.0.1:9000");
    assertThat(last.samples())
        .extracting(sample -> sample.labels().metric())
        .containsExactly("up", "scrape_duration_seconds");
    assertThat(latest("m")).isEmpty();
    assertThat(latest("up")).singleElement().extracting(Sample::value).isEqualTo(0.0);
    expositions.put("shop-1", "m 2\n");
    time.advance(EVERY);
    assertThat(latest("m")).singleElement().extracting(Sample::value).isEqualTo(2.0);
  }

  @Test
  void aBrokenExpositionIsAFailedScrapeThatNamesTheLine() {
    targets.add(target("shop-1"));
    expositions.put("shop-1", "m 1\nm{ 2\n");
    scraper.start();
    time.advance(Duration.ZERO);
    assertThat(scrapes.getLast().up()).isFalse();
    assertThat(scrapes.getLast().error())
        .isEqualTo("/metrics: line 2: unexpected '2' (expected: the name of a label)");
  }

  @Test
  void takesExactlyTheSampleLimitAndNotOneMore() {
    targets.add(target("shop-1"));
    var text = new StringBuilder();
    for (int i = 0; i < Scraper.SAMPLE_LIMIT; i++) {
      text.append("m{i=\"").append(i).append("\"} 1\n");
    }
    expositions.put("shop-1", text.toString());
    scraper.start();
    time.advance(Duration.ZERO);
    assertThat(scrapes.getLast().up()).isTrue();
    expositions.put("shop-1", text + "n 1\n");
    time.advance(EVERY.multipliedBy(2));
    assertThat(scrapes.getLast().error()).isEqualTo("/metrics has 10001 samples (limit 10000)");
  }

  @Test
  void aVanishedInstanceIsReportedOnceAndItsSeriesEnd() {
    targets.add(target("shop-1"));
    targets.add(target("shop-2"));
    expositions.put("shop-1", "m 1\n");
    expositions.put("shop-2", "m 2\n");
    scraper.start();
    time.advance(EVERY);
    targets.removeFirst();
    time.advance(EVERY.multipliedBy(4));
    assertThat(gone).containsExactly(target("shop-1"));
    assertThat(latest("m")).singleElement().extracting(Sample::value).isEqualTo(2.0);
    assertThat(latest("up")).hasSize(1);
  }

  @Test
  void aSeriesMissingFromAScrapeEnds() {
    targets.add(target("shop-1"));
    expositions.put("shop-1", "m 1\nn 1\n");
    scraper.start();
    time.advance(Duration.ZERO);
    expositions.put("shop-1", "m 1\n");
    time.advance(EVERY.multipliedBy(2));
    assertThat(latest("n")).isEmpty();
    assertThat(latest("m")).hasSize(1);
  }

  @Test
  void anotherIntervalTakesEffectLiveAndAServiceOutOfThePlanIsGone() {
    targets.add(target("shop-1"));
    expositions.put("shop-1", "m 1\n");
    scraper.start();
    time.advance(EVERY);
    scraper.apply(plan(Duration.ofSeconds(1)));
    scrapes.clear();
    time.advance(Duration.ofSeconds(10));
    assertThat(scrapes).hasSizeBetween(10, 11);
    scraper.apply(new TelemetryPlan(List.of()));
    scrapes.clear();
    time.advance(Duration.ofSeconds(10));
    assertThat(scrapes).isEmpty();
    assertThat(gone).containsExactly(target("shop-1"));
    assertThat(latest("m")).isEmpty();
  }

  @Test
  void nothingIsHeardAfterClose() {
    targets.add(target("shop-1"));
    expositions.put("shop-1", "m 1\n");
    scraper.start();
    scraper.start();
    time.advance(EVERY);
    scraper.close();
    scraper.close();
    scrapes.clear();
    time.advance(EVERY.multipliedBy(3));
    assertThat(scrapes).isEmpty();
    assertThat(gone).isEmpty();
  }

  @Test
  void exposesItsOwnFigures() throws Exception {
    targets.add(target("shop-1"));
    expositions.put("shop-1", "m 1\n");
    scraper.start();
    time.advance(Duration.ZERO);
    Exposition metrics = scraper.metrics();
    assertThat(metrics.samples())
        .contains(
            new Sample("mainstay_series", 3),
            new Sample("mainstay_series_limit", 100_000),
            new Sample("mainstay_scrape_targets", 1, "service", "shop"),
            new Sample("mainstay_scrapes_total", 1, "service", "shop", "outcome", "answered"));
    assertThat(Exposition.parse(metrics.text())).isEqualTo(metrics);
  }
}
