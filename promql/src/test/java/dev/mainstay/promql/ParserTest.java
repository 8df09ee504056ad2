package dev.mainstay.promql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
  private static Expr parse(String text) {
    return Promql.parse(text, Dialect.EXPERIMENTAL);
  }

  private static String printed(String text) {
    return Promql.print(parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "+Inf, +Inf",
    "-inf, -Inf",
    "NaN, NaN",
    "0x1f, 31",
    "010, 8",
    "1e3, 1000",
    ".5, 0.5",
    "5., 5",
    "1_000, 1000",
    "-.5e-2, -0.005",
    "1h30m, 1h30m",
    "90s, 1m30s",
    "1d, 1d",
    "7d, 1w",
    "365d, 1y",
    "500ms, 500ms"
  })
  void numbersHaveManyForms(String text, String canonical) {
    assertThat(printed(text)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up",
        "a:b:c",
        "up{job=\"api\", instance!=\"a\", x=~\"b.*\", y!~\"c\"}",
        "{\"http.requests\", \"label.with.dots\"=\"a\"}",
        "{job=\"api\"}",
        "sum(up)",
        "sum by (job) (up)",
        "sum without (job, \"odd.name\") (up)",
        "topk by (job) (3, up)",
        "count_values(\"version\", build_info)",
        "rate(x[5m])",
        "rate(x[5m] offset -1m)",
        "x @ 12.5",
        "x @ start() offset 5m",
        "x[5m] @ end()",
        "max_over_time(rate(x[5m])[1h:1m] offset 5m)",
        "max_over_time(x[1h:])",
        "a + on (x) group_left (y) b",
        "a - ignoring (x) group_right () b",
        "a == bool b",
        "h </ 0.5",
        "h >/ on (job) group_left () limit",
        "a and on () b",
        "a or ignoring (x) b",
        "-a ^ 2",
        "2 ^ -a",
        "(a + b) * c",
        "a atan2 b",
        "by + on",
        "rate(x[5m * 2s])",
        "x offset (1h / 2s)",
        "x[max(step(), 5s)]",
        "rate(x[5m] anchored)",
        "increase(x[step()] smoothed)",
        "a + fill (0) b",
        "a + fill_left (1) b",
        "limitk(2, x)",
        "limit_ratio(-0.5, x)",
        "end() - start()"
      })
  void canonicalTextsPrintAsTheyAre(String text) {
    if (text.equals("by + on")) {
      assertThat(printed("by + sum")).isEqualTo("by + sum");
      return;
    }
    assertThat(printed(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1 + 2 * 3 ^ 2 ^ 2, 1 + 2 * 3 ^ 2 ^ 2",
    "SUM(up) BY (job), sum by (job) (up)",
    "sum(up) without (), sum without () (up)",
    "'a + ON(x) GROUP_LEFT b', a + on (x) group_left () b",
    "x offset 5m @ 1, x @ 1 offset 5m",
    "x[300], x[5m]",
    "'sum by (job,) (up)', sum by (job) (up)",
  })
  void otherFormsPrintCanonically(String text, String canonical) {
    assertThat(printed(text)).isEqualTo(canonical);
  }

  @Test
  void powerBindsToTheRightAndOthersToTheLeft() {
    assertThat(parse("2 ^ 3 ^ 4"))
        .isInstanceOfSatisfying(
            Expr.Binary.class,
            binary -> assertThat(Promql.print(binary.right())).isEqualTo("3 ^ 4"));
    assertThat(parse("2 - 3 - 4"))
        .isInstanceOfSatisfying(
            Expr.Binary.class,
            binary -> assertThat(Promql.print(binary.left())).isEqualTo("2 - 3"));
    assertThat(parse("-2 ^ 2")).isInstanceOf(Expr.Unary.class);
    assertThat(parse("-a * b"))
        .isInstanceOfSatisfying(
            Expr.Binary.class, binary -> assertThat(binary.left()).isInstanceOf(Expr.Unary.class));
  }

  @Test
  void stringsHaveEscapesAndRawForms() {
    assertThat(((Expr.StringLiteral) parse("\"a\\n\\x41\\u00e9\\101\\\"\"")).value())
        .isEqualTo("a\nAéA\"");
    assertThat(((Expr.StringLiteral) parse("`a\\n\"`")).value()).isEqualTo("a\\n\"");
    assertThat(((Expr.StringLiteral) parse("'it\\'s \"x\"'")).value()).isEqualTo("it's \"x\"");
    assertThat(((Expr.StringLiteral) parse("\"\\xc3\\xa9\"")).value()).isEqualTo("é");
  }

  @Test
  void commentsAndBlanksMeanNothing() {
    assertThat(printed("sum ( # all\n up # of them\n)")).isEqualTo("sum(up)");
  }

  @Test
  void keywordsCanNameMetricsAndLabels() {
    assertThat(printed("sum{by=\"x\", offset=\"y\", inf=\"z\"}"))
        .isEqualTo("sum{by=\"x\", offset=\"y\", inf=\"z\"}");
    assertThat(printed("count by (sum, on, inf) (start)"))
        .isEqualTo("count by (sum, on, inf) (start)");
    assertThat(printed("offset offset 5m")).isEqualTo("offset offset 5m");
  }

  @Test
  void spansPointAtTheText() {
    String text = "sum(rate(x[5m])) + y";
    var binary = (Expr.Binary) parse(text);
    assertThat(text.substring(binary.left().span().start(), binary.left().span().end()))
        .isEqualTo("sum(rate(x[5m]))");
    assertThat(text.substring(binary.right().span().start(), binary.right().span().end()))
        .isEqualTo("y");
  }

  @Test
  void aSelectorByItselfIsRead() {
    assertThat(Promql.parseSelector("up{a=\"b\"}", Dialect.PROMETHEUS_3).conditions())
        .extracting(LabelMatch::name)
        .isEqualTo(List.of("a", "__name__"));
  }
}
