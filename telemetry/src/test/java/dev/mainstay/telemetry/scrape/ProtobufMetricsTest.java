package dev.mainstay.telemetry.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.ingest.MalformedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProtobufMetricsTest {
  private static Scraped read(byte[] body, boolean classicToo) throws MalformedException {
    return new ProtobufMetrics(body, classicToo).read();
  }

  @Test
  void readsCountersWithExemplarsAndSummaries() throws Exception {
    byte[] exemplar =
        new Message()
            .message(1, new Message().text(1, "trace_id").text(2, "abc"))
            .number(2, 0.5)
            .message(3, new Message().varint(1, 1_700_000_000L).varint(2, 5_000_000))
            .bytes();
    byte[] counter =
        Message.family("done_total", "Done", 0)
            .message(
                4,
                new Message()
                    .message(1, new Message().text(1, "a").text(2, "b"))
                    .message(3, new Message().number(1, 7).bytes(2, exemplar))
                    .varint(6, 123_000))
            .delimited();
    byte[] summary =
        Message.family("took", "", 2)
            .message(
                4,
                new Message()
                    .message(
                        4,
                        new Message()
                            .varint(1, 3)
                            .number(2, 1.5)
                            .message(3, new Message().number(1, 1).number(2, 9))))
            .delimited();
    Scraped read = read(Message.join(counter, summary), false);
    assertThat(read.families().get("done_total"))
        .isEqualTo(new Scraped.Family("counter", "Done", ""));
    assertThat(read.samples().getFirst())
        .isEqualTo(
            new ScrapedSample(
                Map.of("__name__", "done_total", "a", "b"),
                7,
                null,
                123_000,
                List.of(
                    new ScrapedSample.Exemplar(
                        Map.of("trace_id", "abc"), 0.5, 1_700_000_000_005L))));
    assertThat(read.samples().stream().map(ScrapedSample::labels))
        .contains(
            Map.of("__name__", "took", "quantile", "1.0"),
            Map.of("__name__", "took_count"),
            Map.of("__name__", "took_sum"));
  }

  @Test
  void readsNativeHistogramsAndTheirClassicBucketsWhenAsked() throws Exception {
    byte[] body = Message.nativeHistogram();
    Scraped read = read(body, false);
    assertThat(read.samples()).hasSize(1);
    NativeHistogram histogram =
        java.util.Objects.requireNonNull(read.samples().getFirst().histogram());
    assertThat(histogram.schema()).isEqualTo(3);
    assertThat(histogram.count()).isEqualTo(6);
    assertThat(histogram.zeroCount()).isEqualTo(1);
    assertThat(histogram.positive())
        .isEqualTo(NativeHistogram.Buckets.of(new int[] {0, 1, 4}, new double[] {1, 2, 2}));
    assertThat(read(body, true).samples().stream().map(ScrapedSample::labels))
        .containsExactly(
            Map.of("__name__", "size"),
            Map.of("__name__", "size_count"),
            Map.of("__name__", "size_sum"),
            Map.of("__name__", "size_bucket", "le", "1.0"),
            Map.of("__name__", "size_bucket", "le", "+Inf"));
  }

  @Test
  void everyCutOfABodyIsToldByItsByte() throws Exception {
    byte[] whole = Message.nativeHistogram();
    for (int length = 1; length < whole.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut, true))
          .isInstanceOf(MalformedException.class)
          .hasMessageContaining("byte");
    }
  }
}
