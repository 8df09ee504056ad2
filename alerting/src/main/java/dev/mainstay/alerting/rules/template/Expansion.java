package dev.mainstay.alerting.rules.template;

import dev.mainstay.alerting.rules.template.Part.Operand;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One writing out of a template, within its limits. Not thread-safe. */
final class Expansion {
  private final Map<String, Part.Block> defined;
  private final TemplateData data;
  private final StringBuilder out = new StringBuilder();
  private List<Variable> variables = new ArrayList<>();
  private int steps;
  private int depth;

  /** What follows the part that was just written. */
  private enum Next {
    GO_ON,
    LEAVE_RANGE,
    NEXT_ITEM
  }

  private static final class Variable {
    private final String name;
    private @Nullable Object value;

    private Variable(String name, @Nullable Object value) {
      this.name = name;
      this.value = value;
    }
  }

  Expansion(Map<String, Part.Block> defined, TemplateData data) {
    this.defined = defined;
    this.data = data;
  }

  String run(Part.Block body) {
    variables.add(new Variable("$", data));
    Object[] known = {data.labels(), data.externalLabels(), data.externalUrl(), data.value()};
    for (int i = 0; i < known.length; i++) {
      variables.add(new Variable(Template.VARIABLES.get(i), known[i]));
    }
    write(body, data);
    return out.toString();
  }

  private Next write(Part part, @Nullable Object dot) {
    step(0);
    return switch (part) {
      case Part.Text(String text) -> {
        append(text, 0);
        yield Next.GO_ON;
      }
      case Part.Block block -> block(block, dot);
      case Part.Action(Part.Pipeline pipeline) -> {
        Object value = taken(pipeline, dot);
        if (pipeline.variables().isEmpty()) {
          append(Values.text(value), pipeline.offset());
        }
        yield Next.GO_ON;
      }
      case Part.Condition condition -> condition(condition, dot);
      case Part.Range range -> range(range, dot);
      case Part.Call call -> {
        call(call, dot);
        yield Next.GO_ON;
      }
      case Part.Jump(boolean leaves) -> leaves ? Next.LEAVE_RANGE : Next.NEXT_ITEM;
    };
  }

  private Next block(Part.Block block, @Nullable Object dot) {
    int known = variables.size();
    Next next = Next.GO_ON;
    for (Part part : block.parts()) {
      next = write(part, dot);
      if (next != Next.GO_ON) {
        break;
      }
    }
    forget(known);
    return next;
  }

  private Next condition(Part.Condition condition, @Nullable Object dot) {
    int known = variables.size();
    Object value = taken(condition.pipeline(), dot);
    Next next =
        Values.isTrue(value)
            ? block(condition.then(), condition.setsDot() ? value : dot)
            : block(condition.otherwise(), dot);
    forget(known);
    return next;
  }

  private Next range(Part.Range range, @Nullable Object dot) {
    int known = variables.size();
    Object value = value(range.pipeline(), dot);
    Map<?, ?> items = items(value, range.pipeline().offset());
    Next next = Next.GO_ON;
    for (Map.Entry<?, ?> item : items.entrySet()) {
      int before = variables.size();
      take(range.pipeline(), item.getKey(), item.getValue());
      Next after = block(range.each(), item.getValue());
      forget(before);
      if (after == Next.LEAVE_RANGE) {
        break;
      }
    }
    if (items.isEmpty()) {
      next = block(range.otherwise(), dot);
    }
    forget(known);
    return next;
  }

  private void take(Part.Pipeline pipeline, @Nullable Object key, @Nullable Object item) {
    List<String> names = pipeline.variables();
    if (names.isEmpty()) {
      return;
    }
    if (names.size() == 2) {
      set(names.get(0), key, pipeline.declares(), pipeline.offset());
    }
    set(names.getLast(), item, pipeline.declares(), pipeline.offset());
  }

  private static Map<?, ?> items(@Nullable Object value, int offset) {
    return switch (value) {
      case null -> Map.of();
      case Map<?, ?> map -> new TreeMap<>(map);
      case List<?> list -> {
        var items = new TreeMap<Long, @Nullable Object>();
        list.forEach(item -> items.put((long) items.size(), item));
        yield items;
      }
      default ->
          throw new TemplateException(offset, "range can't iterate over " + Values.printed(value));
    };
  }

  private void call(Part.Call call, @Nullable Object dot) {
    Object argument = call.pipeline() == null ? null : value(call.pipeline(), dot);
    write(call.name(), argument, call.offset());
  }

  /** Writes a defined template, which sees no variables of this one. */
  private void write(String template, @Nullable Object dot, int offset) {
    Part.Block body = defined.get(template);
    if (body == null) {
      throw new TemplateException(offset, "template \"" + template + "\" not defined");
    }
    if (++depth > Template.MAX_DEPTH) {
      throw new TemplateException(
          offset, "more than " + Template.MAX_DEPTH + " templates inside each other");
    }
    List<Variable> outside = variables;
    variables = new ArrayList<>(List.of(new Variable("$", dot)));
    write(body, dot);
    variables = outside;
    depth--;
  }

  private @Nullable Object value(Part.Pipeline pipeline, @Nullable Object dot) {
    Object value = null;
    boolean piped = false;
    for (Part.Command command : pipeline.commands()) {
      value = value(command, dot, piped, value);
      piped = true;
    }
    return value;
  }

  /** The value, which its variable takes. */
  private @Nullable Object taken(Part.Pipeline pipeline, @Nullable Object dot) {
    Object value = value(pipeline, dot);
    take(pipeline, null, value);
    return value;
  }

  private @Nullable Object value(
      Part.Command command, @Nullable Object dot, boolean piped, @Nullable Object last) {
    Operand first = command.operands().getFirst();
    List<Operand> rest = command.operands().subList(1, command.operands().size());
    step(first.offset());
    if (first instanceof Operand.Name name) {
      return function(name, rest, dot, piped, last);
    }
    if (first instanceof Operand.Nil) {
      throw new TemplateException(first.offset(), "nil is not a command");
    }
    if (first instanceof Operand.Fields fields) {
      Object of = value(fields.of(), dot);
      Object inner = field(of, fields.names().subList(0, fields.names().size() - 1), fields);
      var arguments = new ArrayList<@Nullable Object>();
      rest.forEach(operand -> arguments.add(value(operand, dot)));
      if (piped) {
        arguments.add(last);
      }
      return member(inner, fields.names().getLast(), arguments, fields.offset());
    }
    if (piped || !rest.isEmpty()) {
      throw new TemplateException(first.offset(), "can't give argument to non-function");
    }
    return value(first, dot);
  }

  private @Nullable Object value(Operand operand, @Nullable Object dot) {
    step(operand.offset());
    return switch (operand) {
      case Operand.Literal literal -> literal.value();
      case Operand.Nil nil -> null;
      case Operand.Dot here -> dot;
      case Operand.Variable variable -> variable(variable.name(), variable.offset()).value;
      case Operand.Parens parens -> taken(parens.pipeline(), dot);
      case Operand.Fields fields -> field(value(fields.of(), dot), fields.names(), fields);
      case Operand.Name name -> function(name, List.of(), dot, false, null);
    };
  }

  private @Nullable Object function(
      Operand.Name name,
      List<Operand> operands,
      @Nullable Object dot,
      boolean piped,
      @Nullable Object last) {
    if (name.function().equals("and") || name.function().equals("or")) {
      return junction(name, operands, dot, piped, last);
    }
    var arguments = new ArrayList<@Nullable Object>();
    operands.forEach(operand -> arguments.add(value(operand, dot)));
    if (piped) {
      arguments.add(last);
    }
    if (name.function().equals("tmpl")) {
      return inner(name, arguments);
    }
    try {
      Object value = Functions.call(name.function(), data, arguments);
      if (value instanceof String text && text.length() > Template.MAX_OUTPUT) {
        throw tooLong(name.offset());
      }
      return value;
    } catch (TemplateException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new TemplateException(
          name.offset(), "error calling " + name.function() + ": " + e.getMessage());
    }
  }

  /** The first value that decides, the others are not looked at. */
  private @Nullable Object junction(
      Operand.Name name,
      List<Operand> operands,
      @Nullable Object dot,
      boolean piped,
      @Nullable Object last) {
    boolean decides = name.function().equals("or");
    if (operands.isEmpty() && !piped) {
      throw new TemplateException(
          name.offset(), "wrong number of args for " + name.function() + ": want at least 1 got 0");
    }
    Object value = null;
    for (Operand operand : operands) {
      value = value(operand, dot);
      if (Values.isTrue(value) == decides) {
        return value;
      }
    }
    return piped ? last : value;
  }

  /** The function {@code tmpl}: a defined template's text. */
  private String inner(Operand.Name name, List<@Nullable Object> arguments) {
    if (arguments.size() != 2 || !(arguments.getFirst() instanceof String template)) {
      throw new TemplateException(name.offset(), "tmpl takes a template's name and its dot");
    }
    int begin = out.length();
    write(template, arguments.get(1), name.offset());
    String text = out.substring(begin);
    out.setLength(begin);
    return text;
  }

  private @Nullable Object field(@Nullable Object of, List<String> names, Operand.Fields fields) {
    Object value = of;
    for (String name : names) {
      value = member(value, name, List.of(), fields.offset());
    }
    return value;
  }

  private static @Nullable Object member(
      @Nullable Object of, String name, List<@Nullable Object> arguments, int offset) {
    if (of instanceof Instant time) {
      return timeMember(time, name, arguments, offset);
    }
    if (!arguments.isEmpty()) {
      throw new TemplateException(offset, name + " has arguments but is not a method");
    }
    return switch (of) {
      case TemplateData root when root.fields().containsKey(name) -> root.fields().get(name);
      case TemplateSample sample when name.equals("Labels") -> sample.labels();
      case TemplateSample sample when name.equals("Value") -> sample.value();
      case Map<?, ?> map -> map.containsKey(name) ? map.get(name) : missing(map);
      case null ->
          throw new TemplateException(offset, "nil data; no entry for key \"" + name + "\"");
      default ->
          throw new TemplateException(
              offset, "can't evaluate field " + name + " in type " + Values.type(of));
    };
  }

  /** What a map without the key gives: an empty label, or nothing. */
  static @Nullable Object missing(Map<?, ?> map) {
    return map.values().stream().allMatch(String.class::isInstance) ? "" : null;
  }

  private static Object timeMember(
      Instant time, String name, List<@Nullable Object> arguments, int offset) {
    var utc = time.atOffset(ZoneOffset.UTC);
    if (name.equals("Format")
        && arguments.size() == 1
        && arguments.getFirst() instanceof String l) {
      return GoTimes.format(time, l);
    }
    if (!arguments.isEmpty()) {
      throw new TemplateException(offset, "wrong number of args for " + name);
    }
    return switch (name) {
      case "Unix" -> time.getEpochSecond();
      case "Year" -> (long) utc.getYear();
      case "Month" -> GoTimes.name(utc.getMonth());
      case "Day" -> (long) utc.getDayOfMonth();
      case "Hour" -> (long) utc.getHour();
      case "Minute" -> (long) utc.getMinute();
      case "Second" -> (long) utc.getSecond();
      case "YearDay" -> (long) utc.getDayOfYear();
      case "Weekday" -> GoTimes.name(utc.getDayOfWeek());
      case "UTC" -> time;
      case "String" -> Values.time(time);
      default ->
          throw new TemplateException(
              offset, "can't evaluate field " + name + " in type *time.Time");
    };
  }

  private Variable variable(String name, int offset) {
    for (int i = variables.size() - 1; i >= 0; i--) {
      if (variables.get(i).name.equals(name)) {
        return variables.get(i);
      }
    }
    throw new TemplateException(offset, "undefined variable: " + name);
  }

  private void set(String name, @Nullable Object value, boolean declares, int offset) {
    if (declares) {
      variables.add(new Variable(name, value));
    } else {
      variable(name, offset).value = value;
    }
  }

  private void forget(int known) {
    variables.subList(known, variables.size()).clear();
  }

  private void append(String text, int offset) {
    if (out.length() + text.length() > Template.MAX_OUTPUT) {
      throw tooLong(offset);
    }
    out.append(text);
  }

  private static TemplateException tooLong(int offset) {
    return new TemplateException(
        offset, "more than " + Template.MAX_OUTPUT + " characters of output");
  }

  private void step(int offset) {
    if (++steps > Template.MAX_STEPS) {
      throw new TemplateException(offset, "more than " + Template.MAX_STEPS + " steps");
    }
  }
}
