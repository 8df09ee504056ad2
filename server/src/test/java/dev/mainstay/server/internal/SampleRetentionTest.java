package dev.mainstay.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.DesignReader;
import dev.mainstay.design.Designs;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.Surroundings;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.Retention;
import dev.mainstay.telemetry.Retentions;
import dev.mainstay.telemetry.Series;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.storage.DurableSeriesStore;
import dev.mainstay.testkit.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleRetentionTest {
  private static final Labels S0 = Labels.of("up", "service", "s0");
  private static final Labels S1 = Labels.of("up", "service", "s1");
  private static final Labels PUSHED = Labels.of("pushed", "job", "prod/s0");
  private static final Labels OTHER = Labels.of("up", "job", "node");

  private static Designs designs(String... retentions) {
    return agreed("", retentions);
  }

  private static Designs agreed(String organisation, String... retentions) {
    var texts = new ArrayList<SourceText>();
    String owner = organisation.isEmpty() ? "" : "owner: sales\n";
    for (int i = 0; i < retentions.length; i++) {
      String more = retentions[i].isEmpty() ? "" : "observability: { " + retentions[i] + " }\n";
      texts.add(
          new SourceText(
              "s" + i + ".yaml",
              "apiVersion: mainstay/v1\nkind: Service\nname: s"
                  + i
                  + "\nsummary: Sells\n"
                  + owner
                  + more));
    }
    if (!organisation.isEmpty()) {
      texts.add(
          new SourceText(
              "organisation.yaml",
              "apiVersion: mainstay/v1\nkind: Organisation\nname: shop\n"
                  + "people: { ann: { webhook: http://127.0.0.1:1/ann } }\nteams: { sales: { onCall: { rotation: [ann] } } }\n"
                  + organisation
                  + "\n"));
    }
    return DesignReader.read(texts, new Surroundings(Map.of(), LocalDate.of(2026, 4, 1)))
        .designs()
        .orElseThrow();
  }

  private static Retention days(int raw, int fiveMinutes, int longTerm) {
    return new Retention(
        Duration.ofDays(raw), Duration.ofDays(fiveMinutes), Duration.ofDays(longTerm));
  }

  private static Retention of(String retention) {
    return of(SampleRetention.of(designs(retention, "")));
  }

  private static Retention of(Retentions retentions) {
    return Objects.requireNonNull(retentions.services().get("s0"));
  }

  @Test
  void eachServiceKeepsWhatItSays() {
    assertThat(of("")).isEqualTo(Retention.DEFAULT);
    assertThat(of("retention: { metrics: 31d }")).isEqualTo(days(31, 90, 396));
    assertThat(of("retention: { metrics: 3d, downsampled: 30d }")).isEqualTo(days(3, 30, 30));
    assertThat(of("retention: { metrics: 6h, downsampled: 60d }")).isEqualTo(days(1, 60, 60));
    assertThat(of("retention: { metrics: 400d }")).isEqualTo(days(400, 400, 400));
    assertThat(of("retention: { downsampled: 200d }")).isEqualTo(days(15, 90, 200));
    Retentions two =
        SampleRetention.of(
            designs("retention: { metrics: 3d }", "retention: { metrics: 7d, downsampled: 9d }"));
    assertThat(two.services()).isEqualTo(Map.of("s0", days(3, 90, 396), "s1", days(7, 9, 9)));
    assertThat(two.others()).isEqualTo(Retention.DEFAULT);
  }

  @Test
  void whatItDoesNotSayTheOrganisationSays() {
    Retentions agreed =
        SampleRetention.of(
            agreed(
                "retention: { metrics: 20d, downsampled: 50d }",
                "retention: { metrics: 31d }",
                ""));
    assertThat(agreed.others()).isEqualTo(days(20, 50, 50));
    assertThat(agreed.services()).isEqualTo(Map.of("s0", days(31, 50, 50), "s1", days(20, 50, 50)));
  }

  @Test
  void itFollowsTheDesigns() {
    var designs = new AtomicReference<>(designs(""));
    var retention = new SampleRetention(designs::get);
    assertThat(of(retention.get())).isEqualTo(Retention.DEFAULT);
    assertThat(retention.get()).isSameAs(retention.get());

    designs.set(designs("retention: { metrics: 31d }"));
    assertThat(of(retention.get()).raw()).isEqualTo(Duration.ofDays(31));
  }

  @Test
  void whatIsStoredFollowsAReloadOfTheDesigns(@TempDir Path folder) {
    var time = new ManualTime();
    Designs first =
        designs("retention: { metrics: 9d, downsampled: 30d }", "retention: { metrics: 31d }");
    var designs = new AtomicReference<>(first);
    try (var store =
        new DurableSeriesStore(
            folder,
            SeriesLimits.of(10),
            new SampleRetention(designs::get),
            time,
            new ManualTime())) {
      for (int minute = 0; minute < 60; minute++) {
        for (Labels labels : List.of(S0, S1, PUSHED, OTHER)) {
          store.append(labels, time.now().plus(Duration.ofMinutes(minute)), minute);
        }
      }
      time.advance(Duration.ofDays(5));
      age(store);
      assertThat(counts(store)).containsOnly(60);

      designs.set(
          designs("retention: { metrics: 3d, downsampled: 30d }", "retention: { metrics: 31d }"));
      age(store);
      assertThat(count(store, S0)).isEqualTo(12);
      assertThat(count(store, PUSHED)).isEqualTo(12);
      assertThat(count(store, S1)).isEqualTo(60);
      assertThat(count(store, OTHER)).isEqualTo(60);

      designs.set(new Designs(first.organisation(), List.of()));
      time.advance(Duration.ofDays(15));
      age(store);
      assertThat(count(store, OTHER)).isEqualTo(12);
      assertThat(count(store, S1)).isEqualTo(60);
    }
  }

  private static void age(DurableSeriesStore store) {
    store.checkpoint();
    store.checkpoint();
    store.age();
  }

  private static List<Integer> counts(DurableSeriesStore store) {
    return List.of(count(store, S0), count(store, S1), count(store, PUSHED), count(store, OTHER));
  }

  private static int count(DurableSeriesStore store, Labels labels) {
    return store.select(List.of(Matcher.metric(labels.metric())), Instant.EPOCH, END).stream()
        .filter(series -> series.labels().equals(labels))
        .mapToInt(Series::size)
        .sum();
  }

  private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");
}
