package dev.mainstay.telemetry.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.telemetry.ExpositionException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsTextTest {
  private static Scraped read(boolean open, String text) throws ExpositionException {
    return new MetricsText(text.getBytes(StandardCharsets.UTF_8), open).read();
  }

  @Test
  void readsOpenMetricsWithExemplarsUnitsAndTimes() throws Exception {
    Scraped read =
        read(
            true,
            """
            # TYPE request_seconds histogram
            # UNIT request_seconds seconds
            # HELP request_seconds Time \\"all\\" took\\n
            request_seconds_bucket{le="1"} 3 # {trace_id="abc"} 0.67 1520879607.789
            request_seconds_bucket{le="+Inf"} 4 1520879608.5
            request_seconds_count 4
            request_seconds_sum 2.5
            request_seconds_created 1520430000.123
            # TYPE done counter
            done_total{a="x,y"} 17 # {} 1
            # EOF
            """);
    assertThat(read.families())
        .isEqualTo(
            Map.of(
                "request_seconds",
                new Scraped.Family("histogram", "Time \"all\" took\n", "seconds"),
                "done",
                new Scraped.Family("counter", "", "")));
    assertThat(read.samples()).hasSize(6);
    ScrapedSample first = read.samples().getFirst();
    assertThat(first.labels()).containsEntry("le", "1.0");
    assertThat(first.exemplars())
        .isEqualTo(
            List.of(new ScrapedSample.Exemplar(Map.of("trace_id", "abc"), 0.67, 1520879607789L)));
    assertThat(read.samples().get(1).millis()).isEqualTo(1520879608500L);
    assertThat(read.samples().get(4).labels()).containsValue("request_seconds_created");
    assertThat(read.samples().getLast().exemplars().getFirst().millis())
        .isEqualTo(ScrapedSample.NO_TIME);
  }

  @Test
  void readsTheTextFormatWithItsTimes() throws Exception {
    Scraped read =
        read(
            false,
            """
            # a remark
            # TYPE m untyped

            m{a="\\"q\\"\\\\\\n",} 1e3 1395066363000
              n +Inf -5
            {"a.b", "c.d"="e"} 2
            """);
    assertThat(read.samples().getFirst().labels())
        .isEqualTo(Map.of("__name__", "m", "a", "\"q\"\\\n"));
    assertThat(read.samples().getFirst().millis()).isEqualTo(1395066363000L);
    assertThat(read.samples().get(1).value()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(read.samples().get(2).labels()).isEqualTo(Map.of("__name__", "a.b", "c.d", "e"));
    assertThat(read.families()).containsKey("m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "m 1|line 1: ends without # EOF",
        "m 1\\n# EOF\\nm 2|line 3: text after # EOF",
        "\\nm 1\\n# EOF|line 1: an empty line",
        "# TYPE a counter\\n# TYPE b counter\\n# TYPE a counter\\n# EOF|line 3: metric family a",
        "# UNIT a seconds\\n# EOF|line 1: unit seconds is not the end of a",
        "m 1 # {a=\"b\"} 1\\n# EOF|line 1: m has an exemplar",
        "# remark\\n# EOF|line 1: '# remark'",
        "m\\n# EOF|line 1: no value",
        "m{a=\"b} 1\\n# EOF|line 1: no \"",
        "m x\\n# EOF|line 1: value: x",
        "m 1 1.5x\\n# EOF|line 1: timestamp: 1.5x",
        "m 1 2 3\\n# EOF|line 1: '3' after the sample",
        "{} 1\\n# EOF|line 1: no metric name",
        "m{a=\"1\",a=\"2\"} 1\\n# EOF|line 1: second label a",
      })
  void saysWhichLineBreaksOpenMetrics(String text, String message) {
    assertThatThrownBy(() -> read(true, text.replace("\\n", "\n") + "\n"))
        .isInstanceOf(ExpositionException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void writesBoundsAlike() {
    assertThat(List.of("1", "1.0", "1e0", "+Inf", "0.005", "1e-9", "x"))
        .extracting(Bounds::normal)
        .containsExactly("1.0", "1.0", "1.0", "+Inf", "0.005", "1e-09", "x");
  }

  @Test
  void choosesTheFormatByTheContentType() {
    assertThat(ScrapeFormat.ofContentType("text/plain; version=0.0.4"))
        .isEqualTo(ScrapeFormat.TEXT);
    assertThat(ScrapeFormat.ofContentType("application/openmetrics-text; charset=utf-8"))
        .isEqualTo(ScrapeFormat.OPEN_METRICS_1_0);
    assertThat(ScrapeFormat.ofContentType(ScrapeFormat.PROTOBUF.mediaType))
        .isEqualTo(ScrapeFormat.PROTOBUF);
    assertThat(
            ScrapeFormat.ofContentType(
                "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                    + " encoding=text"))
        .isNull();
    assertThat(ScrapeFormat.ofContentType("text/html")).isNull();
    assertThat(ScrapeFormat.accept(ScrapeFormat.NATIVE))
        .startsWith(ScrapeFormat.PROTOBUF.mediaType + ";q=0.6,application/openmetrics-text")
        .endsWith(",*/*;q=0.1");
  }
}
