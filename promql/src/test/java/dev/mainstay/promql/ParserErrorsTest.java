package dev.mainstay.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserErrorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "1 + | 1:4: parse error: unexpected end of input",
        "foo bar | 1:5: parse error: unexpected identifier \"bar\"",
        "foo} | 1:4: parse error: unexpected right brace '}'",
        "sum(up | 1:7: parse error: unclosed left parenthesis",
        "sum) | 1:4: parse error: unexpected right parenthesis ')'",
        "foo{ | 1:5: parse error: unexpected end of input inside braces",
        "foo{a} | 1:6: parse error: unexpected \"}\" in label matching, expected label matching operator",
        "foo{a=1} | 1:7: parse error: unexpected character inside braces: '1'",
        "foo{a=b} | 1:7: parse error: unexpected identifier \"b\" in label matching, expected string",
        "'foo | 1:1: parse error: unterminated quoted string",
        "{} | 1:1: parse error: vector selector must contain at least one non-empty matcher",
        "{a=~\".*\"} | 1:1: parse error: vector selector must contain at least one non-empty matcher",
        "rate(foo) | 1:6: parse error: expected type range vector in call to function \"rate\", got instant vector",
        "rate() | 1:1: parse error: expected 1 argument(s) in call to \"rate\", got 0",
        "round(a, 1, 2) | 1:1: parse error: expected at most 2 argument(s) in call to \"round\", got 3",
        "label_join(a) | 1:1: parse error: expected at least 3 argument(s) in call to \"label_join\", got 1",
        "nope(a) | 1:1: parse error: unknown function with name \"nope\"",
        "1 </ 2 | 1:1: parse error: operator \"</\" not allowed for Scalar operations",
        "h >/ bool 2 | 1:3: parse error: bool modifier can only be used on comparison operators",
        "h < / 2 | 1:5: parse error: unexpected <op:/>",
        "1 == 2 | 1:1: parse error: comparisons between scalars must use BOOL modifier",
        "1 and up | 1:1: parse error: set operator \"and\" not allowed in binary scalar expression",
        "a + bool b | 1:3: parse error: bool modifier can only be used on comparison operators",
        "a and on(x) group_left b | 1:13: parse error: no grouping allowed for \"and\" operation",
        "a + on(x) group_left(x) b | 1:11: parse error: label \"x\" must not occur in ON and GROUP clause at once",
        "1 + on(x) b | 1:3: parse error: vector matching only allowed between instant vectors",
        "foo[5m] + 1 | 1:1: parse error: binary expression must contain only scalar and instant vector types",
        "foo[0s] | 1:5: parse error: duration must be greater than 0",
        "foo offset 5m offset 6m | 1:15: parse error: offset may not be set multiple times",
        "foo offset 5m [5m] | 1:15: parse error: no offset modifiers allowed before range",
        "(foo)[5m] | 1:6: parse error: ranges only allowed for vector selectors",
        "1 offset 5m | 1:3: parse error: offset modifier must be preceded by an instant vector selector or range vector selector or a subquery",
        "foo[5m:][5m:] | 1:1: parse error: subquery is only allowed on instant vector, got range vector",
        "sum() | 1:1: parse error: no arguments for aggregate expression provided",
        "sum(a, b) | 1:1: parse error: wrong number of arguments for aggregate expression provided, expected 1, got 2",
        "topk(\"a\", b) | 1:6: parse error: expected type scalar in aggregation parameter, got string",
        "5m5 | 1:1: parse error: bad number or duration syntax: \"5m5\"",
        "1 + 1e400 | 1:5: parse error: error parsing number: \"1e400\"",
        "foo{__name__=\"bar\"} | 1:13: parse error: metric name must not be set twice: \"foo\" or \"bar\"",
        "-\"a\" | 1:1: parse error: unary expression only allowed on expressions of type scalar or instant vector, got \"string\"",
        "rate(a[5m],) | 1:11: parse error: trailing commas not allowed in function call args",
        "foo[5m*2] | 1:7: parse error: experimental duration expression is not enabled",
        "a $ b | 1:3: parse error: unexpected character: '$'"
      })
  void aMistakeIsToldWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> Promql.parse(text, Dialect.PROMETHEUS_3))
        .isInstanceOf(PromqlException.class)
        .hasMessage(message);
  }

  @Test
  void nothingIsNoExpression() {
    assertThatThrownBy(() -> Promql.parse(" # nothing", Dialect.PROMETHEUS_3))
        .hasMessage("1:11: parse error: no expression found in input");
  }

  @Test
  void linesAreCounted() {
    assertThatThrownBy(() -> Promql.parse("sum(\n  rate(foo)\n)", Dialect.PROMETHEUS_3))
        .hasMessageStartingWith("2:8: parse error: expected type range vector");
  }

  @Test
  void everyErrorOfTypesIsTold() {
    var error =
        catchThrowableOfType(
            PromqlException.class,
            () -> Promql.parse("rate(foo) + abs(bar[5m]) + 1 == 2", Dialect.PROMETHEUS_3));

    assertThat(error.problems())
        .extracting(PromqlProblem::message)
        .containsExactly(
            "expected type range vector in call to function \"rate\", got instant vector",
            "expected type instant vector in call to function \"abs\", got range vector");
  }

  @Test
  void dialectsDiffer() {
    assertThatThrownBy(() -> Promql.parse("holt_winters(a[5m], .5, .5)", Dialect.PROMETHEUS_3))
        .hasMessageContaining("unknown function with name \"holt_winters\"");
    Promql.parse("holt_winters(a[5m], .5, .5)", Dialect.PROMETHEUS_2);
    assertThatThrownBy(() -> Promql.parse("limitk(1, a)", Dialect.PROMETHEUS_3))
        .hasMessageContaining("limitk() is experimental");
    assertThatThrownBy(() -> Promql.parse("mad_over_time(a[5m])", Dialect.PROMETHEUS_3))
        .hasMessageContaining("function \"mad_over_time\" is not enabled");
  }

  @Test
  void depthIsBounded() {
    String deep = "(".repeat(100_000) + "1" + ")".repeat(100_000);
    assertThatThrownBy(() -> Promql.parse(deep, Dialect.PROMETHEUS_3))
        .isInstanceOf(PromqlException.class)
        .hasMessageContaining("nested deeper than");
    String signs = "-".repeat(100_000) + "1";
    assertThatThrownBy(() -> Promql.parse(signs, Dialect.PROMETHEUS_3))
        .isInstanceOf(PromqlException.class);
    String sums = "1" + "+1".repeat(100_000);
    assertThatThrownBy(() -> Promql.parse(sums, Dialect.PROMETHEUS_3))
        .isInstanceOf(PromqlException.class);
  }
}
