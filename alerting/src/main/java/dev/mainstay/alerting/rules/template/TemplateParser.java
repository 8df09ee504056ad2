package dev.mainstay.alerting.rules.template;

import dev.mainstay.alerting.rules.template.Part.Operand;
import dev.mainstay.alerting.rules.template.TemplateToken.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Understands the tokens of a template by recursive descent. */
final class TemplateParser {
  private static final Set<String> KEYWORDS =
      Set.of(
          "if", "else", "end", "range", "with", "define", "block", "template", "break", "continue");

  private final List<TemplateToken> tokens;
  private final Map<String, Part.Block> defined = new HashMap<>();
  private List<String> variables = new ArrayList<>();
  private int at;
  private int depth;
  private int ranges;

  TemplateParser(List<TemplateToken> tokens) {
    this.tokens = tokens;
  }

  Map<String, Part.Block> defined() {
    return defined;
  }

  /**
   * The whole template.
   *
   * @param known variables that are there from the start
   */
  Part.Block parse(List<String> known) {
    variables.add("$");
    variables.addAll(known);
    var ending = new Ending();
    Part.Block body = block(ending);
    if (ending.word != null) {
      throw unexpected(ending.word, "the template");
    }
    return body;
  }

  /** What ended a block: {@code else} or {@code end}; null at the end of the text. */
  private static final class Ending {
    private @Nullable TemplateToken word;
  }

  private Part.Block block(Ending ending) {
    if (++depth > Template.MAX_DEPTH) {
      throw new TemplateException(peek().offset(), "nested deeper than " + Template.MAX_DEPTH);
    }
    var parts = new ArrayList<Part>();
    while (!peek().is(Kind.END)) {
      TemplateToken token = next();
      if (token.is(Kind.TEXT)) {
        parts.add(new Part.Text(token.text()));
        continue;
      }
      TemplateToken first = peek();
      if (first.isWord("end") || first.isWord("else")) {
        ending.word = next();
        depth--;
        return new Part.Block(parts);
      }
      Part part = action();
      if (part != null) {
        parts.add(part);
      }
    }
    ending.word = null;
    depth--;
    return new Part.Block(parts);
  }

  /** What stands behind two braces; null for a definition. */
  private @Nullable Part action() {
    TemplateToken first = peek();
    if (first.is(Kind.NAME) && KEYWORDS.contains(first.text())) {
      next();
      return switch (first.text()) {
        case "if" -> condition(false, first);
        case "with" -> condition(true, first);
        case "range" -> range(first);
        case "template" -> call(first);
        case "block" -> blockDefinition(first);
        case "define" -> {
          define(first, name("define"));
          yield null;
        }
        case "break", "continue" -> {
          close(first.text());
          if (ranges == 0) {
            throw new TemplateException(
                first.offset(), "{{" + first.text() + "}} outside {{range}}");
          }
          yield new Part.Jump(first.text().equals("break"));
        }
        default -> throw unexpected(first, "an action");
      };
    }
    Part.Pipeline pipeline = pipeline("command", false);
    close("command");
    return new Part.Action(pipeline);
  }

  private Part condition(boolean setsDot, TemplateToken word) {
    int known = variables.size();
    Part.Pipeline pipeline = pipeline(word.text(), false);
    close(word.text());
    var ending = new Ending();
    Part.Block then = block(ending);
    Part.Block otherwise = otherwise(ending, word, setsDot ? "with" : "if");
    forget(known);
    return new Part.Condition(setsDot, pipeline, then, otherwise);
  }

  private Part range(TemplateToken word) {
    int known = variables.size();
    Part.Pipeline pipeline = pipeline("range", true);
    close("range");
    var ending = new Ending();
    ranges++;
    Part.Block each = block(ending);
    ranges--;
    Part.Block otherwise = otherwise(ending, word, "range");
    forget(known);
    return new Part.Range(pipeline, each, otherwise);
  }

  /** What stands between {@code else}, if that ended a block, and {@code end}. */
  private Part.Block otherwise(Ending ending, TemplateToken word, String kind) {
    TemplateToken last = ending.word;
    if (last == null) {
      throw new TemplateException(word.offset(), "{{" + word.text() + "}} without {{end}}");
    }
    if (last.isWord("end")) {
      close("end");
      return Part.Block.EMPTY;
    }
    if (!kind.equals("range") && peek().isWord(kind)) {
      TemplateToken nested = next();
      return new Part.Block(List.of(condition(kind.equals("with"), nested)));
    }
    close("else");
    var second = new Ending();
    Part.Block otherwise = block(second);
    if (second.word == null) {
      throw new TemplateException(word.offset(), "{{" + word.text() + "}} without {{end}}");
    }
    if (!second.word.isWord("end")) {
      throw unexpected(second.word, "{{else}}");
    }
    close("end");
    return otherwise;
  }

  private void define(TemplateToken word, String name) {
    close("define");
    List<String> outside = variables;
    variables = new ArrayList<>(List.of("$"));
    int outsideRanges = ranges;
    ranges = 0;
    var ending = new Ending();
    Part.Block body = block(ending);
    if (ending.word == null || !ending.word.isWord("end")) {
      throw new TemplateException(word.offset(), "{{" + word.text() + "}} without {{end}}");
    }
    close("end");
    variables = outside;
    ranges = outsideRanges;
    defined.put(name, body);
  }

  private Part blockDefinition(TemplateToken word) {
    String name = name("block");
    Part.Pipeline pipeline = pipeline("block", false);
    define(word, name);
    return new Part.Call(name, pipeline, word.offset());
  }

  private Part call(TemplateToken word) {
    String name = name("template");
    Part.Pipeline pipeline = peek().is(Kind.CLOSE) ? null : pipeline("template", false);
    close("template");
    return new Part.Call(name, pipeline, word.offset());
  }

  private String name(String context) {
    TemplateToken token = next();
    if (!token.is(Kind.STRING)) {
      throw unexpected(token, "{{" + context + "}} (expected: a name in quotes)");
    }
    return token.text();
  }

  private Part.Pipeline pipeline(String context, boolean range) {
    int offset = peek().offset();
    var taking = new ArrayList<String>();
    boolean declares = variables(taking, range);
    List<Part.Command> commands = new ArrayList<>();
    do {
      commands.add(command(context));
    } while (accept("|") && !peek().is(Kind.CLOSE));
    for (int i = 1; i < commands.size(); i++) {
      Operand first = commands.get(i).operands().getFirst();
      if (first instanceof Operand.Literal
          || first instanceof Operand.Nil
          || first instanceof Operand.Dot) {
        throw new TemplateException(
            first.offset(), "non executable command in pipeline stage " + (i + 1));
      }
    }
    if (declares) {
      variables.addAll(taking);
    }
    return new Part.Pipeline(taking, declares, commands, offset);
  }

  /** Reads {@code $x :=}, {@code $x =} or {@code $i, $x :=}; whether it declares them. */
  private boolean variables(List<String> into, boolean range) {
    TemplateToken first = peek();
    if (!first.is(Kind.VARIABLE)) {
      return false;
    }
    TemplateToken second = tokens.get(at + 1);
    boolean pair = range && second.isSymbol(",") && tokens.get(at + 2).is(Kind.VARIABLE);
    TemplateToken sign = pair ? tokens.get(at + 3) : second;
    if (!sign.isSymbol(":=") && !sign.isSymbol("=")) {
      return false;
    }
    into.add(first.text());
    if (pair) {
      into.add(tokens.get(at + 2).text());
    }
    boolean declares = sign.isSymbol(":=");
    if (!declares) {
      into.forEach(name -> known(name, first.offset()));
    }
    at += pair ? 4 : 2;
    return declares;
  }

  private Part.Command command(String context) {
    var operands = new ArrayList<Operand>();
    while (true) {
      TemplateToken token = peek();
      if (token.is(Kind.CLOSE) || token.isSymbol("|") || token.isSymbol(")")) {
        break;
      }
      if (!operands.isEmpty() && !token.spaced() && !token.isSymbol("(")) {
        throw unexpected(token, "operand");
      }
      operands.add(operand());
    }
    if (operands.isEmpty()) {
      throw new TemplateException(peek().offset(), "missing value for " + context);
    }
    return new Part.Command(operands);
  }

  private Operand operand() {
    TemplateToken token = next();
    Operand term = term(token);
    var names = new ArrayList<String>();
    while (peek().is(Kind.FIELD) && !peek().spaced()) {
      names.add(next().text());
    }
    if (names.isEmpty()) {
      return term;
    }
    if (term instanceof Operand.Literal || term instanceof Operand.Nil) {
      throw new TemplateException(token.offset(), "unexpected . after term " + token.shown());
    }
    if (term instanceof Operand.Fields fields) {
      names.addAll(0, fields.names());
      return new Operand.Fields(fields.of(), names, token.offset());
    }
    return new Operand.Fields(term, names, token.offset());
  }

  private Operand term(TemplateToken token) {
    int offset = token.offset();
    return switch (token.kind()) {
      case STRING -> new Operand.Literal(token.text(), offset);
      case CHARACTER -> new Operand.Literal((long) token.text().codePointAt(0), offset);
      case NUMBER -> new Operand.Literal(GoNumbers.literal(token.text(), offset), offset);
      case DOT -> new Operand.Dot(offset);
      case FIELD -> new Operand.Fields(new Operand.Dot(offset), List.of(token.text()), offset);
      case VARIABLE -> {
        known(token.text(), offset);
        yield new Operand.Variable(token.text(), offset);
      }
      case NAME ->
          switch (token.text()) {
            case "true", "false" -> new Operand.Literal(token.text().equals("true"), offset);
            case "nil" -> new Operand.Nil(offset);
            default -> {
              if (!Functions.isKnown(token.text())) {
                throw new TemplateException(
                    offset, "function \"" + token.text() + "\" not defined");
              }
              yield new Operand.Name(token.text(), offset);
            }
          };
      default -> {
        if (!token.isSymbol("(")) {
          throw unexpected(token, "operand");
        }
        if (++depth > Template.MAX_DEPTH) {
          throw new TemplateException(offset, "nested deeper than " + Template.MAX_DEPTH);
        }
        Part.Pipeline pipeline = pipeline("parenthesized pipeline", false);
        if (!accept(")")) {
          throw new TemplateException(offset, "unclosed left paren");
        }
        depth--;
        yield new Operand.Parens(pipeline, offset);
      }
    };
  }

  private void known(String name, int offset) {
    if (!variables.contains(name)) {
      throw new TemplateException(offset, "undefined variable \"" + name + "\"");
    }
  }

  private void forget(int known) {
    variables.subList(known, variables.size()).clear();
  }

  private void close(String context) {
    TemplateToken token = next();
    if (!token.is(Kind.CLOSE)) {
      throw unexpected(token, context);
    }
  }

  private boolean accept(String symbol) {
    if (!peek().isSymbol(symbol)) {
      return false;
    }
    at++;
    return true;
  }

  private TemplateToken peek() {
    return tokens.get(at);
  }

  private TemplateToken next() {
    TemplateToken token = tokens.get(at);
    if (!token.is(Kind.END)) {
      at++;
    }
    return token;
  }

  private static TemplateException unexpected(TemplateToken token, String context) {
    return new TemplateException(token.offset(), "unexpected " + token.shown() + " in " + context);
  }
}
