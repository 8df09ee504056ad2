package dev.mainstay.promql;

import java.util.ArrayList;
import java.util.List;

/** Reads selectors and what modifies them. */
final class Selectors {
  private final Tokens tokens;
  private final TypeCheck types;
  private final Lengths lengths;

  Selectors(Tokens tokens, TypeCheck types, Lengths lengths) {
    this.tokens = tokens;
    this.types = types;
    this.lengths = lengths;
  }

  Expr.VectorSelector vector() {
    Token first = tokens.peek();
    String metric = "";
    if (!first.is("{")) {
      metric = tokens.next().text();
    }
    var matchers = new ArrayList<LabelMatch>();
    if (tokens.accept("{")) {
      metric = matchers(metric, matchers);
    }
    return new Expr.VectorSelector(
        metric, matchers, Modifiers.NONE, first.span().to(tokens.last().span()));
  }

  /** Reads up to the closing brace; the metric's name, which may stand quoted among them. */
  private String matchers(String before, List<LabelMatch> into) {
    String metric = before;
    while (!tokens.accept("}")) {
      Token name = tokens.next();
      boolean quoted = name.kind() == Token.Kind.STRING;
      if (!quoted && name.kind() != Token.Kind.NAME) {
        throw Tokens.unexpected(name, "label matching", "identifier or \"}\"");
      }
      if (quoted && (tokens.peek().is(",") || tokens.peek().is("}"))) {
        String other = Texts.unquote(name);
        if (!metric.isEmpty()) {
          throw new SyntaxError(
              name.span(),
              "metric name must not be set twice: "
                  + Texts.quote(metric)
                  + " or "
                  + Texts.quote(other));
        }
        metric = other;
      } else {
        into.add(matcher(quoted ? Texts.unquote(name) : name.text(), metric));
      }
      if (!tokens.peek().is("}")) {
        tokens.expect(",", "label matching");
      }
    }
    return metric;
  }

  private LabelMatch matcher(String name, String metric) {
    Token symbol = tokens.next();
    LabelMatch.Kind kind = null;
    for (LabelMatch.Kind candidate : LabelMatch.Kind.values()) {
      if (symbol.is(candidate.symbol())) {
        kind = candidate;
      }
    }
    if (kind == null) {
      throw Tokens.unexpected(symbol, "label matching", "label matching operator");
    }
    Token value = tokens.next();
    if (value.kind() != Token.Kind.STRING) {
      throw Tokens.unexpected(value, "label matching", "string");
    }
    if (name.equals("__name__") && kind == LabelMatch.Kind.EQUAL && !metric.isEmpty()) {
      throw new SyntaxError(
          symbol.span(),
          "metric name must not be set twice: "
              + Texts.quote(metric)
              + " or "
              + Texts.quote(Texts.unquote(value)));
    }
    var match = new LabelMatch(name, kind, Texts.unquote(value));
    if (kind == LabelMatch.Kind.REGEX || kind == LabelMatch.Kind.NOT_REGEX) {
      Regexes.check(match.value(), value.span());
    }
    return match;
  }

  /** A list of label names in parentheses. */
  List<String> labelList(String context) {
    tokens.expect("(", context);
    var labels = new ArrayList<String>();
    while (!tokens.accept(")")) {
      Token label = tokens.next();
      if (label.kind() == Token.Kind.STRING) {
        labels.add(Texts.unquote(label));
      } else if (label.kind() == Token.Kind.NAME) {
        labels.add(label.text());
      } else if (label.kind() == Token.Kind.NUMBER && Names.isStart(label.text().charAt(0))) {
        labels.add(label.text());
      } else {
        throw Tokens.unexpected(label, context, "label");
      }
      if (!tokens.peek().is(")")) {
        if (!tokens.peek().is(",")) {
          throw tokens.unexpected(context, "\",\" or \")\"");
        }
        tokens.next();
      }
    }
    return labels;
  }

  /** Reads {@code [range]} or {@code [range:step]} behind an expression. */
  Expr ranged(Expr expr) {
    Token open = tokens.expect("[", "");
    Length range = lengths.positive();
    if (tokens.accept(":")) {
      Length step = tokens.peek().is("]") ? null : lengths.positive();
      Token close = tokens.expect("]", "subquery selector");
      if (expr.type() != ValueType.VECTOR) {
        types.report(
            expr.span(), "subquery is only allowed on instant vector, got " + expr.type().title());
      }
      return new Expr.Subquery(expr, range, step, Modifiers.NONE, expr.span().to(close.span()));
    }
    Token close = tokens.expect("]", "subquery or range");
    Span span = expr.span().to(close.span());
    if (!(expr instanceof Expr.VectorSelector selector)) {
      throw new SyntaxError(open.span(), "ranges only allowed for vector selectors");
    }
    if (selector.modifiers().offset() != null) {
      throw new SyntaxError(open.span(), "no offset modifiers allowed before range");
    }
    if (selector.modifiers().at() != null) {
      throw new SyntaxError(open.span(), "no @ modifiers allowed before range");
    }
    return new Expr.MatrixSelector(selector, range, span);
  }

  Expr offset(Expr expr, Length offset, Token word) {
    Modifiers before = modifiers(expr, "offset modifier", word);
    if (before.offset() != null) {
      throw new SyntaxError(word.span(), "offset may not be set multiple times");
    }
    return withModifiers(expr, before.withOffset(offset));
  }

  Expr at(Expr expr, Token sign) {
    Modifiers before = modifiers(expr, "@ modifier", sign);
    if (before.at() != null) {
      throw new SyntaxError(sign.span(), "@ <timestamp> may not be set multiple times");
    }
    Token token = tokens.peek();
    Modifiers.At at;
    if (token.isWord("start") || token.isWord("end")) {
      tokens.next();
      tokens.expect("(", "@");
      tokens.expect(")", "@");
      at = token.isWord("start") ? new Modifiers.At.Start() : new Modifiers.At.End();
    } else {
      double seconds = lengths.signed("@", "timestamp");
      if (Double.isNaN(seconds) || Double.isInfinite(seconds) || Math.abs(seconds) > 9.2e15) {
        throw new SyntaxError(
            token.span(), "timestamp out of bounds for @ modifier: " + Texts.number(seconds));
      }
      at = new Modifiers.At.Timestamp(Lengths.millis(seconds));
    }
    return withModifiers(expr, before.withAt(at));
  }

  Expr edges(Expr expr, Token word) {
    if (expr instanceof Expr.Subquery) {
      throw new SyntaxError(
          word.span(), word.lower() + " modifier is not supported for subqueries");
    }
    Modifiers before = modifiers(expr, word.lower() + " modifier", word);
    if (before.edges() != Modifiers.Edges.PLAIN) {
      throw new SyntaxError(word.span(), "anchored or smoothed may not be set multiple times");
    }
    boolean anchored = word.isWord("anchored");
    if (anchored && !(expr instanceof Expr.MatrixSelector)) {
      throw new SyntaxError(
          word.span(), "anchored modifier must be preceded by a range vector selector");
    }
    return withModifiers(
        expr, before.withEdges(anchored ? Modifiers.Edges.ANCHORED : Modifiers.Edges.SMOOTHED));
  }

  private static Modifiers modifiers(Expr expr, String what, Token place) {
    return switch (expr) {
      case Expr.VectorSelector vector -> vector.modifiers();
      case Expr.MatrixSelector matrix -> matrix.selector().modifiers();
      case Expr.Subquery subquery -> subquery.modifiers();
      default ->
          throw new SyntaxError(
              place.span(),
              what
                  + " must be preceded by an instant vector selector or range vector selector or"
                  + " a subquery");
    };
  }

  private Expr withModifiers(Expr expr, Modifiers modifiers) {
    Span span = expr.span().to(tokens.last().span());
    return switch (expr) {
      case Expr.VectorSelector v ->
          new Expr.VectorSelector(v.metric(), v.matchers(), modifiers, span);
      case Expr.MatrixSelector m ->
          new Expr.MatrixSelector(
              new Expr.VectorSelector(
                  m.selector().metric(), m.selector().matchers(), modifiers, m.selector().span()),
              m.range(),
              span);
      case Expr.Subquery s -> new Expr.Subquery(s.inner(), s.range(), s.step(), modifiers, span);
      default -> throw new IllegalStateException("no selector: " + expr);
    };
  }
}
