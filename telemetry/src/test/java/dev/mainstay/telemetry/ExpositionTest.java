package dev.mainstay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpositionTest {
  @Test
  void readsWhatTheFormatsSpecificationShows() throws Exception {
    var read =
        Exposition.parse(
            """
            # HELP http_requests_total The total number of HTTP requests.
            # TYPE http_requests_total counter
            http_requests_total{method="post",code="200"} 1027 1395066363000
            http_requests_total{method="post",code="400"}    3 1395066363000

            # Escaping in label values:
            msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9

            # Minimalistic line:
            metric_without_timestamp_and_labels 12.47

            # A weird metric from before the epoch:
            something_weird{problem="division by zero"} +Inf -3982045

            # TYPE rpc_duration_seconds summary
            rpc_duration_seconds{quantile="0.01",} 3102
            rpc_duration_seconds_sum 1.7560473e+07
            rpc_duration_seconds_count 2693
            """);
    assertThat(read.samples())
        .containsExactly(
            new Sample("http_requests_total", 1027, "method", "post", "code", "200"),
            new Sample("http_requests_total", 3, "method", "post", "code", "400"),
            new Sample(
                "msdos_file_access_time_seconds",
                1.458255915e9,
                "path",
                "C:\\DIR\\FILE.TXT",
                "error",
                "Cannot find file:\n\"FILE.TXT\""),
            new Sample("metric_without_timestamp_and_labels", 12.47),
            new Sample("something_weird", Double.POSITIVE_INFINITY, "problem", "division by zero"),
            new Sample("rpc_duration_seconds", 3102, "quantile", "0.01"),
            new Sample("rpc_duration_seconds_sum", 1.7560473e7),
            new Sample("rpc_duration_seconds_count", 2693));
    assertThat(read.types())
        .containsOnly(
            Map.entry("http_requests_total", "counter"),
            Map.entry("rpc_duration_seconds", "summary"));
    assertThat(read.help())
        .containsOnly(Map.entry("http_requests_total", "The total number of HTTP requests."));
  }

  @Test
  void toleratesOpenMetrics() throws Exception {
    var read =
        Exposition.parse(
            """
            # TYPE foo_seconds histogram
            # UNIT foo_seconds seconds
            foo_seconds_bucket{le="1.0"} 3 1520879607.789 # {trace_id="oHg5SJYRHA0"} 0.67
            foo_seconds_bucket{le="+Inf"} 3 # {trace_id="x"} 0.67 1520879607.789
            # EOF
            """);
    assertThat(read.samples()).hasSize(2).allMatch(sample -> sample.value() == 3);
  }

  @ParameterizedTest
  @CsvSource({
    "NaN,NaN",
    "nan,NaN",
    "+Inf,Infinity",
    "Inf,Infinity",
    "-Inf,-Infinity",
    "1e3,1000",
    "-0.5,-0.5"
  })
  void readsEveryKindOfValue(String written, double value) throws Exception {
    assertThat(Exposition.parse("a " + written + "\n").samples())
        .containsExactly(new Sample("a", value));
  }

  @Test
  void readsALastLineWithoutItsEnd() throws Exception {
    assertThat(Exposition.parse("a 1\nb 2").samples()).hasSize(2);
    assertThat(Exposition.parse("").samples()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a{b=\"c\"} | no value",
        "a{b=\"c\" 1 | unexpected '1' after label b",
        "a{b=\"c | value of label b without a closing quote",
        "a{b=\"c\" | labels without a closing }",
        "a{b=c} 1 | no \" before the value of label b",
        "a{b} 1 | no = after label b",
        "a{b=\"1\",b=\"2\"} 1 | second label b",
        "a{b=\"\\t\"} 1 | escape \\t in label b (expected: \\\\, \\\" or \\n)",
        "a{__name__=\"b\"} 1 | label __name__ (the metric's name stands before the brace)",
        "a{1b=\"c\"} 1 | unexpected '1' (expected: the name of a label)",
        "1a 1 | unexpected '1' (expected: the name of a metric)",
        "a-b 1 | unexpected '-' in the name of a metric",
        "a 1f | value: 1f (expected: a number, NaN, +Inf or -Inf)",
        "a 0x10 | value: 0x10 (expected: a number, NaN, +Inf or -Inf)",
        "a 1-2 | value: 1-2 (expected: a number)",
        "a 1 soon | timestamp: soon (expected: a number, NaN, +Inf or -Inf)",
        "a 1 NaN | timestamp: NaN (expected: Unix milliseconds)",
        "a 1 2 3 | unexpected '3' after the sample",
        "ok 2 | second sample of ok",
        "# TYPE ok counter | TYPE of ok after its first sample",
        "# TYPE b thing | type of b: thing (expected: counter, gauge, histogram, summary or untyped)",
        "# HELP | HELP without a metric name",
      })
  void saysOnWhichLineItIsBroken(String line, String problem) {
    assertThatThrownBy(() -> Exposition.parse("ok 1\n\n" + line + "\nlater 1\n"))
        .isInstanceOf(ExpositionException.class)
        .hasMessage("line 3: " + problem);
  }

  @Test
  void refusesTextAfterTheEndAndSecondDescriptions() {
    assertThatThrownBy(() -> Exposition.parse("# EOF\na 1\n"))
        .hasMessage("line 2: text after # EOF");
    assertThatThrownBy(() -> Exposition.parse("# TYPE a gauge\n# TYPE a gauge\n"))
        .hasMessage("line 2: second TYPE of a");
  }

  @Property(tries = 300)
  void whatIsWrittenIsReadBack(@ForAll("expositions") Exposition exposition) throws Exception {
    assertThat(Exposition.parse(exposition.text())).isEqualTo(exposition);
  }

  @Property(tries = 300)
  void anyTextIsReadOrRefusedWithItsLine(@ForAll("nearlyExpositions") String text) {
    try {
      assertThat(Exposition.parse(text)).isNotNull();
    } catch (ExpositionException e) {
      assertThat(e.line()).isBetween(1, (int) text.lines().count() + 1);
      assertThat(e).hasMessageStartingWith("line " + e.line() + ": ");
    }
  }

  @Provide
  Arbitrary<String> nearlyExpositions() {
    return Arbitraries.strings().withChars("ab1_:{}=\",\\ n#\n.eN\tHELPTYPE").ofMaxLength(60);
  }

  @Provide
  Arbitrary<Exposition> expositions() {
    Arbitrary<String> metric = Arbitraries.of("a", "b_total", "c:d", "_e9", "f_bucket");
    Arbitrary<String> text = Arbitraries.strings().withChars("a\\\"\n{},= é√#").ofMaxLength(8);
    Arbitrary<Map<String, String>> labels =
        Arbitraries.maps(Arbitraries.of("x", "y", "_z1"), text).ofMaxSize(3);
    Arbitrary<Double> value =
        Arbitraries.oneOf(
            Arbitraries.doubles(),
            Arbitraries.longs().map(Long::doubleValue),
            Arbitraries.of(
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                -0.0,
                Double.MIN_VALUE));
    Arbitrary<Sample> sample =
        Combinators.combine(metric, labels, value)
            .as((name, byName, number) -> {
              Labels all = Labels.of(name);
              for (var label : byName.entrySet()) {
                all = all.with(label.getKey(), label.getValue());
              }
              return new Sample(all, number);
            });
    Arbitrary<List<Sample>> samples =
        sample
            .list()
            .ofMaxSize(8)
            .map(all -> {
              var unique = new LinkedHashMap<Labels, Sample>();
              all.forEach(each -> unique.putIfAbsent(each.labels(), each));
              return new ArrayList<>(unique.values());
            });
    Arbitrary<Map<String, String>> help =
        Arbitraries.maps(metric, text.map(String::strip)).ofMaxSize(2);
    Arbitrary<Map<String, String>> types =
        Arbitraries.maps(metric, Arbitraries.of("counter", "gauge", "histogram")).ofMaxSize(2);
    return Combinators.combine(samples, types, help).as(Exposition::new);
  }
}
