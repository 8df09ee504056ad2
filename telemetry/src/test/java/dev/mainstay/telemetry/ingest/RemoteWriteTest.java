package dev.mainstay.telemetry.ingest;

import static dev.mainstay.telemetry.ingest.Requests.sample;
import static dev.mainstay.telemetry.ingest.Requests.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.telemetry.Exemplars;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.MemorySeriesStore;
import dev.mainstay.telemetry.MetricMetadata;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SampleNotes;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.SeriesStore.Appended;
import dev.mainstay.telemetry.ingest.RemoteWrite.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RemoteWriteTest {
  private final MemorySeriesStore store =
      new MemorySeriesStore(Duration.ofHours(1), SeriesLimits.of(3));
  private final RemoteWrite remoteWrite =
      new RemoteWrite(new SampleNotes(new MetricMetadata(), new Exemplars(9)));

  private WriteResult write(Version version, Requests request) throws MalformedException {
    byte[] compressed = request.snappy();
    return remoteWrite.write(store, version, compressed, compressed.length);
  }

  private List<String> samples(Labels labels) {
    var found = new ArrayList<String>();
    for (var each : store.select(List.of(Matcher.metric(labels.metric())), 0, Long.MAX_VALUE)) {
      if (each.labels().equals(labels)) {
        for (SampleCursor at = each.samples(0, Long.MAX_VALUE); at.next(); ) {
          found.add(at.timestamp() + "=" + (at.isHistogram() ? "histogram" : at.value()));
        }
      }
    }
    return found;
  }

  @Test
  void samplesOfVersionOneGoToTheirSeries() throws MalformedException {
    for (int round = 0; round < 3; round++) {
      var request = new Requests();
      for (String job : List.of("a", "b")) {
        request.message(
            1,
            series("__name__", "m", "job", job)
                .message(2, sample(round, 1000 + round * 10))
                .message(2, sample(round, 1001 + round * 10)));
      }
      assertThat(write(Version.V1, request).samples()).isEqualTo(4);
    }
    assertThat(samples(Labels.of("m", "job", "a")))
        .containsExactly("1000=0.0", "1001=0.0", "1010=1.0", "1011=1.0", "1020=2.0", "1021=2.0");
    assertThat(samples(Labels.of("m", "job", "b"))).hasSize(6);
  }

  @Test
  void theSameLabelsInAnotherOrderAreTheSameSeries() throws MalformedException {
    var one = series("job", "a", "__name__", "m").message(2, sample(1, 1));
    var other = new Requests().message(2, sample(2, 2)).message(1, Requests.label("__name__", "m"));
    other.message(1, Requests.label("job", "a"));
    write(Version.V1, new Requests().message(1, one).message(1, other));
    assertThat(samples(Labels.of("m", "job", "a"))).containsExactly("1=1.0", "2=2.0");
    assertThat(store.stats().series()).isEqualTo(1);
  }

  @Test
  void samplesOfVersionTwoNameTheirLabelsBySymbol() throws MalformedException {
    var request =
        new Requests()
            .text(4, "")
            .text(4, "__name__")
            .text(4, "m")
            .text(4, "job")
            .text(4, "ä")
            .message(5, new Requests().packed(1, 1, 2, 3, 4).message(2, sample(1, 10)))
            .message(5, new Requests().packed(1, 1, 2).message(2, sample(2, 10)));
    assertThat(write(Version.V2, request).samples()).isEqualTo(2);
    assertThat(samples(Labels.of("m", "job", "ä"))).containsExactly("10=1.0");
    assertThat(samples(Labels.of("m"))).containsExactly("10=2.0");
    assertThatThrownBy(() ->
            write(
                Version.V2, new Requests().text(4, "").message(5, new Requests().packed(1, 0, 9))))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("symbol 9 of 1");
  }

  @Test
  void nativeHistogramsAreTakenInBothVersions() throws MalformedException {
    var histogram =
        new Requests()
            .varint(1, 7)
            .number(3, 12.5)
            .zigzag(4, 3)
            .number(5, 0.001)
            .varint(6, 1)
            .message(11, new Requests().zigzag(1, -1).varint(2, 2))
            .packed(12, 4, 4)
            .varint(15, 1000);
    var one = series("__name__", "h").message(4, histogram);
    assertThat(write(Version.V1, new Requests().message(1, one)).histograms()).isEqualTo(1);
    var read = store.select(List.of(Matcher.metric("h")), 0, 2000).getFirst().samples(0, 2000);
    assertThat(read.next()).isTrue();
    assertThat(read.histogram().count()).isEqualTo(7);
    assertThat(read.histogram().positive().toString()).isEqualTo("[-1, 0][2.0, 4.0]");
    var two =
        new Requests()
            .text(4, "")
            .text(4, "__name__")
            .text(4, "i")
            .message(5, new Requests().packed(1, 1, 2).message(3, histogram));
    assertThat(write(Version.V2, two).histograms()).isEqualTo(1);
  }

  @Test
  void whatIsRefusedDoesNotKeepTheRestBack() throws MalformedException {
    write(Version.V1, new Requests().message(1, series("__name__", "m").message(2, sample(1, 10))));
    var request =
        new Requests()
            .message(1, series("__name__", "m").message(2, sample(2, 5)).message(2, sample(3, 20)))
            .message(1, series("__name__", "x").message(2, sample(1, 1)))
            .message(1, series("__name__", "y").message(2, sample(1, 1)))
            .message(1, series("__name__", "z").message(2, sample(1, 1)))
            .message(1, series().message(2, sample(1, 1)));
    WriteResult result = write(Version.V1, request);
    assertThat(result.samples()).isEqualTo(3);
    assertThat(result.refusedByKind())
        .containsEntry(Appended.OUT_OF_ORDER, 1L)
        .containsEntry(Appended.SERIES_LIMIT, 1L)
        .containsEntry(Appended.LABELS, 1L);
    assertThat(result.problems())
        .startsWith("3 samples not taken: the sample at 5 is older")
        .contains("z: not begun, the store holds its limit of 3 series")
        .contains("a series without labels");
  }

  @Test
  void aSeriesWithoutANameIsRefusedInBothVersions() throws MalformedException {
    var one =
        new Requests()
            .message(1, series("job", "a").message(2, sample(1, 1)).message(2, sample(2, 2)))
            .message(1, series("__name__", "", "job", "b").message(2, sample(1, 1)))
            .message(1, series("__name__", "m", "job", "a").message(2, sample(1, 1)));
    var two =
        new Requests()
            .text(4, "")
            .text(4, "job")
            .text(4, "a")
            .text(4, "__name__")
            .text(4, "n")
            .message(5, new Requests().packed(1, 1, 2).message(2, sample(1, 1)))
            .message(5, new Requests().packed(1, 3, 4, 1, 2).message(2, sample(1, 1)));
    WriteResult first = write(Version.V1, one);
    assertThat(first.samples()).isEqualTo(1);
    assertThat(first.refusedByKind()).containsExactly(Map.entry(Appended.LABELS, 3L));
    WriteResult second = write(Version.V2, two);
    assertThat(second.samples()).isEqualTo(1);
    assertThat(second.problems())
        .isEqualTo(
            "1 samples not taken: {job=\"a\"}: a series without a name (expected: __name__)");
    assertThat(samples(Labels.of("m", "job", "a"))).containsExactly("1=1.0");
    assertThat(samples(Labels.of("n", "job", "a"))).containsExactly("1=1.0");
    assertThat(store.stats().series()).isEqualTo(2);
  }

  @Test
  void aMillionLabelsAreRefusedWithoutReadingThem() {
    var series = new Requests();
    for (int i = 0; i < 1_000_000; i++) {
      series.message(1, new Requests().text(1, "l").text(2, "v"));
    }
    series.message(2, sample(1, 1));
    assertThatThrownBy(() -> write(Version.V1, new Requests().message(1, series)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("1000000 labels (limit 4096 in any series)");
  }

  @Test
  void malformedRequestsAreToldWithTheirPlace() {
    assertThatThrownBy(() -> write(Version.V1, new Requests().bytes(1, new byte[] {10, 50})))
        .isInstanceOf(MalformedException.class)
        .hasMessage("write request, byte 3: length 50 with 0 left");
    assertThatThrownBy(() ->
            write(
                Version.V1,
                new Requests()
                    .message(
                        1,
                        new Requests()
                            .message(1, new Requests().bytes(1, new byte[] {-1}))
                            .message(2, sample(1, 1)))))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("text is not UTF-8");
  }

  @Property(tries = 2000)
  void brokenRequestsAreToldNotFollowed(@ForAll byte[] bytes, @ForAll Version version) {
    byte[] compressed = Snappy.compress(bytes, bytes.length);
    try {
      remoteWrite.write(store, version, compressed, compressed.length);
    } catch (MalformedException e) {
      assertThat(e.getMessage()).contains("byte ");
    }
  }
}
