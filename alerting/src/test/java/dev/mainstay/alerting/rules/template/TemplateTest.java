package dev.mainstay.alerting.rules.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  private static final TemplateSample A = sample("a", 1);
  private static final TemplateSample B = sample("b", 2);

  private static TemplateSample sample(String job, double value) {
    return new TemplateSample(new TreeMap<>(Map.of("job", job)), value);
  }

  private static TemplateData data(double value) {
    return new TemplateData(
        new TreeMap<>(Map.of("job", "api", "instance", "host.example:9090")),
        new TreeMap<>(Map.of("region", "north")),
        "http://mainstay.example/base",
        value,
        Instant.ofEpochSecond(1000),
        query -> query.equals("none") ? List.of() : List.of(B, A));
  }

  private static String expand(String text) {
    return Template.parse(text).expand(data(1234.5));
  }

  @Test
  void textsAndValuesAreWritten() {
    assertThat(expand("plain")).isEqualTo("plain");
    assertThat(expand("{{ $labels.job }} at {{ $value }}")).isEqualTo("api at 1234.5");
    assertThat(expand("{{ .Labels.nothing }}|{{ $externalLabels.region }}")).isEqualTo("|north");
    assertThat(expand("{{ externalURL }} {{ pathPrefix }} {{ now }}"))
        .isEqualTo("http://mainstay.example/base /base 1000");
  }

  @Test
  void dashesTrimWhiteSpace() {
    assertThat(expand("a {{- 1 -}} \n b {{ 2 -}} c")).isEqualTo("a1b 2c");
    assertThat(expand("a {{- /* said */ -}} b{{/* more */}} c")).isEqualTo("ab c");
  }

  @Test
  void conditionsChoose() {
    String text = "{{ if gt $value %s }}above{{ else if eq $value %s }}at{{ else }}below{{ end }}";
    assertThat(expand(text.formatted("1234.4", "1.0"))).isEqualTo("above");
    assertThat(expand(text.formatted("1234.5", "1234.5"))).isEqualTo("at");
    assertThat(expand(text.formatted("1234.6", "1.0"))).isEqualTo("below");
    assertThat(
            expand(
                "{{ with $labels.job }}{{ . }}{{ end }}{{ with .Labels.no }}x{{ else }}y{{ end }}"))
        .isEqualTo("apiy");
  }

  @Test
  void rangesGoOverListsAndMaps() {
    assertThat(expand("{{ range query `x` }}{{ .Labels.job }}={{ .Value }} {{ end }}"))
        .isEqualTo("b=2 a=1 ");
    assertThat(expand("{{ range sortByLabel \"job\" (query \"x\") }}{{ .Labels.job }}{{ end }}"))
        .isEqualTo("ab");
    assertThat(expand("{{ range $k, $v := $labels }}{{ $k }}:{{ $v }} {{ end }}"))
        .isEqualTo("instance:host.example:9090 job:api ");
    assertThat(expand("{{ range query `none` }}x{{ else }}nothing{{ end }}")).isEqualTo("nothing");
    assertThat(expand("{{ range query `x` }}{{ .Value }}{{ break }}{{ end }}")).isEqualTo("2");
    assertThat(
            expand(
                "{{ range query `x` }}{{ if eq .Value 2.0 }}{{ continue }}{{ end }}{{ .Value }}{{ end }}"))
        .isEqualTo("1");
  }

  @Test
  void variablesEndWithTheirBlock() {
    assertThat(expand("{{ $x := 1 }}{{ if true }}{{ $x := 2 }}{{ $x }}{{ end }}{{ $x }}"))
        .isEqualTo("21");
    assertThat(expand("{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}{{ $x }}")).isEqualTo("2");
    assertThatThrownBy(() -> Template.parse("{{ if true }}{{ $x := 1 }}{{ end }}{{ $x }}"))
        .hasMessageContaining("undefined variable \"$x\"");
  }

  @Test
  void templatesAreDefinedAndCalled() {
    assertThat(expand("{{ define `t` }}<{{ . }}>{{ end }}{{ template `t` 5 }}{{ template `t` }}"))
        .isEqualTo("<5><<no value>>");
    assertThat(expand("{{ block `b` $labels.job }}[{{ . }}]{{ end }}")).isEqualTo("[api]");
    assertThat(expand("{{ define `t` }}{{ . }}!{{ end }}{{ tmpl `t` 1 | toUpper }}"))
        .isEqualTo("1!");
    assertThatThrownBy(() -> expand("{{ template `unknown` }}"))
        .hasMessageContaining("not defined");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0, 0
          1, 1
          999, 999
          1000, 1k
          1234567, 1.235M
          -1500, -1.5k
          0.001, 1m
          0.00025, 250u
          1e27, 1000Y
          """)
  void humanizeCountsInThousands(double value, String text) {
    assertThat(Template.parse("{{ humanize $value }}").expand(data(value))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0, 0s
          0.5, 500ms
          1, 1s
          59.5, 59.5s
          60, 1m 0s
          3599, 59m 59s
          3600, 1h 0m 0s
          86400, 1d 0h 0m 0s
          -90, -1m 30s
          """)
  void humanizeDurationChangesUnits(double value, String text) {
    assertThat(Template.parse("{{ humanizeDuration $value }}").expand(data(value))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      textBlock =
          """
          {{ humanize1024 1024 }} § 1ki
          {{ humanize1024 1023 }} § 1023
          {{ humanizePercentage 0.2571 }} § 25.71%
          {{ humanizeTimestamp 1.25 }} § 1970-01-01 00:00:01.25 +0000 UTC
          {{ (toTime 86400).Year }} § 1970
          {{ (toTime 86400).Format "2006-01-02 15:04:05" }} § 1970-01-02 00:00:00
          {{ title "a bc d" }} § A Bc D
          {{ match "^a.c$" "abc" }} § true
          {{ reReplaceAll "(a)(b)" "$2$1" "xabx" }} § xbax
          {{ stripPort "[::1]:80" }} {{ stripPort "a:80" }} {{ stripPort "a" }} § ::1 a a
          {{ stripDomain "a.b.c:80" }} {{ stripDomain "10.0.0.1:80" }} § a:80 10.0.0.1:80
          {{ parseDuration "1h30m" }} § 5400
          {{ query "x" | first | value }} § 2
          {{ query "x" | first | label "job" }} § b
          {{ args 1 "b" }} § map[arg0:1 arg1:b]
          {{ tableLink "a>b" }} § /graph?g0.expr=a%3Eb&g0.tab=1
          {{ len "abc" }} {{ index $labels "job" }} {{ slice "abc" 1 }} § 3 api bc
          {{ and 1 0 2 }} {{ or 0 "" 3 }} {{ not 1 }} § 0 3 false
          {{ eq 1 2 1 }} {{ ne 1 2 }} {{ le 2 2 }} {{ ge 1 2 }} {{ lt "a" "b" }} § true true true false true
          {{ 1000000.0 }} {{ 999999.5 }} {{ 0.0001 }} {{ 0.00001 }} § 1e+06 999999.5 0.0001 1e-05
          {{ printf "%d %5.1f %-4s| %q %x %t %e" 7 2.25 "a" "b" 255 true 12.5 }} § 7   2.2 a   | "b" ff true 1.250000e+01
          {{ printf "%d" 1.5 }} {{ printf "%s" }} {{ printf "a" 1 }} § %!d(float64=1.5) %!s(MISSING) a%!(EXTRA int=1)
          {{ print 1 2 "a" }} {{ html "<" }} {{ urlquery "a b" }} § 1 2a &lt; a+b
          {{ 'a' }} {{ 0x10 }} {{ 1_000 }} {{ "\\u00e9\\t" | len }} § 97 16 1000 3
          """)
  void functionsGive(String text, String expected) {
    assertThat(expand(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      textBlock =
          """
          {{ $valu }} § 3 § undefined variable "$valu"
          a {{ nofunction 1 }} § 5 § function "nofunction" not defined
          {{ if true }}x § 3 § {{if}} without {{end}}
          {{ end }} § 3 § unexpected "end" in the template
          {{ "open }} § 3 § unterminated quoted string
          {{ 1 § 0 § unclosed action
          {{ }} § 3 § missing value for command
          {{ 1 | 2 }} § 7 § non executable command in pipeline stage 2
          {{ break }} § 3 § {{break}} outside {{range}}
          {{ 1x }} § 3 § bad number syntax: "1x"
          {{ (1 }} § 3 § unclosed left paren
          """)
  void whatCannotBeUnderstoodHasAPlace(String text, int offset, String message) {
    assertThatThrownBy(() -> Template.parse(text))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(message.strip())
        .satisfies(e -> assertThat(((TemplateException) e).offset()).isEqualTo(offset));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ first (query `none`) }}",
        "{{ eq $value 1 }}",
        "{{ title 1 }}",
        "{{ humanize `abc` }}",
        "{{ match `(` `a` }}",
        "{{ $labels.job.more }}",
        "{{ range 5 }}x{{ end }}",
        "{{ parseDuration `abc` }}",
        "{{ index (query `x`) 2 }}",
        "{{ call 1 }}",
        "{{ stripPort }}",
      })
  void whatCannotBeExpandedIsTold(String text) {
    Template template = Template.parse(text);
    assertThatThrownBy(() -> template.expand(data(1))).isInstanceOf(TemplateException.class);
  }

  @Test
  void nothingRunsOrGrowsForEver() {
    String loop = "{{ define `t` }}{{ template `t` }}{{ end }}{{ template `t` }}";
    assertThatThrownBy(() -> expand(loop)).hasMessageContaining("templates inside each other");
    String twice = "{{ define `t%d` }}{{ template `t%d` }}{{ template `t%d` }}{{ end }}";
    var many = new StringBuilder("{{ define `t0` }}x{{ end }}");
    for (int i = 1; i <= 60; i++) {
      many.append(twice.formatted(i, i - 1, i - 1));
    }
    assertThatThrownBy(() -> expand(many + "{{ template `t60` }}"))
        .hasMessageMatching("more than \\d+ (steps|characters of output)");
    String wide = "{{ range query `x` }}{{ printf \"%1000d\" 1 }}{{ end }}";
    assertThatThrownBy(() -> expand(wide.repeat(40))).hasMessageContaining("characters of output");
    assertThat(expand(wide.repeat(30))).hasSize(60_000);
    assertThatThrownBy(() -> Template.parse("{{ if 1 }}".repeat(200)))
        .hasMessageContaining("nested deeper");
    assertThatThrownBy(() -> Template.parse("{{ " + "(".repeat(200) + "}}"))
        .hasMessageContaining("nested deeper");
  }
}
