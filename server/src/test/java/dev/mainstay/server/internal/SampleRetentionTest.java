package dev.mainstay.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.DesignReader;
import dev.mainstay.design.Designs;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.Surroundings;
import dev.mainstay.telemetry.Retention;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SampleRetentionTest {
  private static Designs designs(String... retentions) {
    var texts = new ArrayList<SourceText>();
    for (int i = 0; i < retentions.length; i++) {
      String more = retentions[i].isEmpty() ? "" : "observability: { " + retentions[i] + " }\n";
      texts.add(
          new SourceText(
              "s" + i + ".yaml",
              "apiVersion: mainstay/v1\nkind: Service\nname: s" + i + "\nsummary: Sells\n" + more));
    }
    return DesignReader.read(texts, new Surroundings(Map.of(), LocalDate.of(2026, 4, 1)))
        .designs()
        .orElseThrow();
  }

  private static Retention days(int raw, int fiveMinutes, int longTerm) {
    return new Retention(
        Duration.ofDays(raw), Duration.ofDays(fiveMinutes), Duration.ofDays(longTerm));
  }

  @Test
  void theLongestThatIsNamedCounts() {
    assertThat(SampleRetention.of(designs("", ""))).isEqualTo(Retention.DEFAULT);
    assertThat(SampleRetention.of(designs("retention: { metrics: 31d }", "")))
        .isEqualTo(days(31, 90, 396));
    assertThat(
            SampleRetention.of(
                designs("retention: { metrics: 3d }", "retention: { metrics: 7d }", "")))
        .isEqualTo(days(7, 90, 396));
    assertThat(SampleRetention.of(designs("retention: { metrics: 6h, downsampled: 60d }")))
        .isEqualTo(days(1, 60, 60));
    assertThat(SampleRetention.of(designs("retention: { metrics: 400d }")))
        .isEqualTo(days(400, 400, 400));
    assertThat(
            SampleRetention.of(
                designs("retention: { metrics: 100d }", "retention: { downsampled: 50d }")))
        .isEqualTo(days(100, 100, 100));
  }

  @Test
  void itFollowsTheDesigns() {
    var designs = new AtomicReference<>(designs(""));
    var retention = new SampleRetention(designs::get);
    assertThat(retention.get()).isEqualTo(Retention.DEFAULT);

    designs.set(designs("retention: { metrics: 31d }"));
    assertThat(retention.get().raw()).isEqualTo(Duration.ofDays(31));
  }
}
