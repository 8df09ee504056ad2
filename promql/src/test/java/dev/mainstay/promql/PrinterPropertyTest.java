package dev.mainstay.promql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PrinterPropertyTest {
  @Property(tries = 2000)
  void parsingWhatIsPrintedGivesTheSame(@ForAll long seed) {
    Expr expr = new Generator(new Random(seed)).expr(ValueType.VECTOR, 4);

    String text = Promql.print(expr);

    assertThat(Promql.parse(text, Dialect.EXPERIMENTAL)).describedAs(text).isEqualTo(expr);
  }

  @Property(tries = 500)
  void parsingWhatIsFormattedGivesTheSame(@ForAll long seed) {
    Expr expr = new Generator(new Random(seed)).expr(ValueType.VECTOR, 6);

    String text = Promql.format(expr);

    assertThat(Promql.parse(text, Dialect.EXPERIMENTAL)).describedAs(text).isEqualTo(expr);
  }

  @Property(tries = 2000)
  void nothingButProblemsComesOfBrokenText(@ForAll long seed) {
    var random = new Random(seed);
    var text = new StringBuilder(Promql.print(new Generator(random).expr(ValueType.VECTOR, 3)));
    for (int i = 0; i < 3 && !text.isEmpty(); i++) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, "(){}[]\"'`,.:@#+-^=!~ 1aé\\".charAt(random.nextInt(25)));
        default -> text.setLength(at);
      }
    }
    try {
      Promql.parse(text.toString(), Dialect.EXPERIMENTAL);
    } catch (PromqlException e) {
      assertThat(e.problems()).isNotEmpty();
      assertThat(e.problems().getFirst().span().start()).isBetween(0, text.length());
    }
  }

  /** Expressions as the parser makes them: parentheses wherever precedence would need them. */
  private record Generator(Random random) {
    private static final List<String> NAMES =
        List.of("up", "a", "http_requests_total", "x:y", "odd.name", "sum", "with space");
    private static final List<String> LABELS = List.of("job", "le", "by", "odd.label", "é");
    private static final List<String> VALUES = List.of("", "a", "b\"c", "d\\e", "f\ng", "ü{}");
    private static final List<String> EXPRESSIONS =
        List.of("", "a|b", "b\"c.*", "d\\\\.e+", "f\ng", "(ü)?");

    private <T> T one(List<T> choices) {
      return choices.get(random.nextInt(choices.size()));
    }

    Expr expr(ValueType type, int depth) {
      return switch (type) {
        case STRING -> new Expr.StringLiteral(one(VALUES), Span.NONE);
        case SCALAR -> scalar(depth);
        case VECTOR -> vector(depth);
        case MATRIX -> matrix(depth);
      };
    }

    private Expr scalar(int depth) {
      if (depth <= 0 || random.nextInt(3) > 0) {
        return switch (random.nextInt(4)) {
          case 0 -> new Expr.NumberLiteral(random.nextInt(1, 100_000), true, Span.NONE);
          case 1 -> new Expr.NumberLiteral(random.nextGaussian() * 1e6, false, Span.NONE);
          case 2 -> new Expr.NumberLiteral(Double.NaN, false, Span.NONE);
          default -> new Expr.NumberLiteral(random.nextInt(-5, 100), false, Span.NONE);
        };
      }
      return call(ValueType.SCALAR, depth);
    }

    private Expr vector(int depth) {
      if (depth <= 0) {
        return selector();
      }
      return switch (random.nextInt(7)) {
        case 0 -> selector();
        case 1 -> paren(expr(ValueType.VECTOR, depth - 1));
        case 2 -> new Expr.Unary(random.nextBoolean(), operand(depth), Span.NONE);
        case 3 -> binary(depth);
        case 4 -> aggregation(depth);
        default -> call(ValueType.VECTOR, depth);
      };
    }

    private Expr operand(int depth) {
      Expr expr = expr(ValueType.VECTOR, depth - 1);
      boolean closed =
          !(expr instanceof Expr.Binary
              || expr instanceof Expr.Unary
              || expr instanceof Expr.NumberLiteral);
      return closed ? expr : paren(expr);
    }

    private static Expr paren(Expr expr) {
      return new Expr.Paren(expr, Span.NONE);
    }

    private Expr selector() {
      var matchers = new ArrayList<LabelMatch>();
      for (int i = random.nextInt(3); i > 0; i--) {
        LabelMatch.Kind kind = one(List.of(LabelMatch.Kind.values()));
        boolean plain = kind == LabelMatch.Kind.EQUAL || kind == LabelMatch.Kind.NOT_EQUAL;
        matchers.add(new LabelMatch(one(LABELS), kind, one(plain ? VALUES : EXPRESSIONS)));
      }
      return new Expr.VectorSelector(
          one(NAMES), matchers, modifiers(Modifiers.Edges.PLAIN), Span.NONE);
    }

    private Modifiers modifiers(Modifiers.Edges edges) {
      Length offset = random.nextInt(4) == 0 ? length(false) : null;
      Modifiers.At at =
          switch (random.nextInt(8)) {
            case 0 -> new Modifiers.At.Start();
            case 1 -> new Modifiers.At.End();
            case 2 -> new Modifiers.At.Timestamp(random.nextInt());
            default -> null;
          };
      return new Modifiers(offset, at, edges);
    }

    private Length length(boolean positive) {
      return switch (random.nextInt(6)) {
        case 0 -> new Length.Step();
        case 1 ->
            new Length.Arithmetic(
                one(List.of(BinaryOperator.ADD, BinaryOperator.POWER, BinaryOperator.DIVIDE)),
                length(true),
                length(false));
        case 2 -> new Length.Extreme(random.nextBoolean(), length(true), new Length.Range());
        default ->
            Length.ofMillis(
                random.nextInt(1, 1 << 30) * (positive || random.nextBoolean() ? 1L : -1L));
      };
    }

    private Expr matrix(int depth) {
      if (depth <= 0 || random.nextInt(3) > 0) {
        var selector = (Expr.VectorSelector) selector();
        Modifiers modifiers = modifiers(one(List.of(Modifiers.Edges.values())));
        return new Expr.MatrixSelector(
            new Expr.VectorSelector(selector.metric(), selector.matchers(), modifiers, Span.NONE),
            length(true),
            Span.NONE);
      }
      return new Expr.Subquery(
          operand(depth),
          length(true),
          random.nextBoolean() ? length(true) : null,
          modifiers(Modifiers.Edges.PLAIN),
          Span.NONE);
    }

    private Expr binary(int depth) {
      BinaryOperator operator = one(List.of(BinaryOperator.values()));
      boolean bool = operator.isComparison() && random.nextBoolean();
      if (!operator.isSet() && random.nextBoolean()) {
        Expr scalar = new Expr.NumberLiteral(random.nextInt(10), false, Span.NONE);
        return new Expr.Binary(operator, bool, operand(depth), scalar, null, Span.NONE);
      }
      boolean on = random.nextBoolean();
      List<String> labels = on || random.nextBoolean() ? List.of(one(LABELS)) : List.of();
      Matching matching =
          operator.isSet()
              ? new Matching(Matching.Cardinality.MANY_TO_MANY, on, labels, List.of(), null, null)
              : new Matching(
                  one(
                      List.of(
                          Matching.Cardinality.ONE_TO_ONE,
                          Matching.Cardinality.MANY_TO_ONE,
                          Matching.Cardinality.ONE_TO_MANY)),
                  on,
                  labels,
                  List.of(),
                  random.nextInt(5) == 0 ? 1.5 : null,
                  random.nextInt(5) == 0 ? -2.0 : null);
      return new Expr.Binary(operator, bool, operand(depth), operand(depth), matching, Span.NONE);
    }

    private Expr aggregation(int depth) {
      AggregationOperator operator = one(List.of(AggregationOperator.values()));
      ValueType parameter = operator.parameter();
      return new Expr.Aggregation(
          operator,
          parameter == null ? null : expr(parameter, depth - 1),
          expr(ValueType.VECTOR, depth - 1),
          random.nextBoolean()
              ? Grouping.ALL
              : new Grouping(random.nextBoolean(), List.of(one(LABELS))),
          Span.NONE);
    }

    private Expr call(ValueType returns, int depth) {
      var fitting =
          Functions.all().stream()
              .filter(f -> f.returns() == returns)
              .filter(f -> f.availability() != Function.Availability.PROMETHEUS_2)
              .filter(f -> !f.name().equals("info"))
              .toList();
      Function function = one(fitting);
      int most = Math.min(function.atMost(), function.atLeast() + 2);
      int count = function.atLeast() + random.nextInt(most - function.atLeast() + 1);
      var arguments = new ArrayList<Expr>();
      for (int i = 0; i < count; i++) {
        arguments.add(expr(function.argument(i), depth - 1));
      }
      return new Expr.Call(function, arguments, Span.NONE);
    }
  }
}
