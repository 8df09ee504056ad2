package dev.mainstay.alerting.rules.yaml;

import dev.mainstay.design.SourceText;
import dev.mainstay.kernel.Lines;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML text to nodes. Aliases stand for what they name, {@code <<} takes over the keys of another
 * mapping; duplicate keys are a problem.
 */
public final class Yaml {
  /** Of one file, in UTF-16 units. */
  static final int MAX_SIZE = 16 << 20;

  static final int MAX_DEPTH = 32;

  /** Of one file, aliases counted as what they stand for. */
  static final int MAX_NODES = 2_000_000;

  private final SourceText source;
  private final Lines lines;
  private final Consumer<Problem> problems;
  private final Iterator<Event> events;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int nodes;

  private record Anchored(Node node, int size) {}

  private Yaml(SourceText source, Lines lines, Iterator<Event> events, Consumer<Problem> problems) {
    this.source = source;
    this.lines = lines;
    this.events = events;
    this.problems = problems;
  }

  /** The text's only document; absent when there is none, or when it is no YAML, which is told. */
  public static Optional<Node> read(SourceText source, Consumer<Problem> problems) {
    var lines = new Lines(source.file(), source.text());
    if (source.text().length() > MAX_SIZE) {
      problems.accept(
          problem(
              "file of %d characters (expected: at most %d)"
                  .formatted(source.text().length(), MAX_SIZE),
              lines.place(0, 1),
              "split it"));
      return Optional.empty();
    }
    var settings = LoadSettings.builder().setLabel(source.file()).setUseMarks(true).build();
    try {
      var events = new Parse(settings).parseString(source.text()).iterator();
      return new Yaml(source, lines, events, problems).document();
    } catch (TooMuchException e) {
      problems.accept(problem(e.what, e.place, "flatten it"));
    } catch (YamlEngineException e) {
      problems.accept(syntaxError(source.text(), lines, e));
    }
    return Optional.empty();
  }

  private Optional<Node> document() {
    Node first = null;
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case Scalar, MappingStart, SequenceStart, Alias -> {
          Node node = node(event, 0);
          if (first == null) {
            first = node;
          } else {
            problems.accept(
                problem(
                    "a second document (expected: one in a file)",
                    node.place(),
                    "put it into a file of its own"));
          }
        }
        default -> {}
      }
    }
    return Optional.ofNullable(first);
  }

  private Node node(Event event, int depth) {
    Place place = place(event);
    if (depth > MAX_DEPTH) {
      throw new TooMuchException("nested deeper than " + MAX_DEPTH + " levels", place);
    }
    if (event instanceof AliasEvent alias) {
      return aliased(alias.getAlias().getValue(), place);
    }
    count(1, place);
    int before = nodes;
    Node node =
        switch (event.getEventId()) {
          case MappingStart -> mapping(event, depth);
          case SequenceStart -> sequence(event, depth);
          default -> scalar((ScalarEvent) event, place);
        };
    ((NodeEvent) event)
        .getAnchor()
        .ifPresent(
            anchor -> anchors.put(anchor.getValue(), new Anchored(node, nodes - before + 1)));
    return node;
  }

  private Node aliased(String name, Place place) {
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      problems.accept(
          problem("alias *" + name + ": no such anchor before it", place, "write the value"));
      var nothing = new WrittenText(lines, source.text(), 0, 0, WrittenText.Style.PLAIN);
      return new Node.Scalar(place, "", true, nothing);
    }
    count(anchored.size(), place);
    return anchored.node();
  }

  private void count(int more, Place place) {
    nodes += more;
    if (nodes > MAX_NODES) {
      throw new TooMuchException("more than " + MAX_NODES + " values", place);
    }
  }

  private Node scalar(ScalarEvent event, Place place) {
    int start = position(event.getStartMark().orElse(null), 0);
    int end = position(event.getEndMark().orElse(null), start);
    WrittenText.Style style =
        switch (event.getScalarStyle()) {
          case SINGLE_QUOTED -> WrittenText.Style.SINGLE_QUOTED;
          case DOUBLE_QUOTED -> WrittenText.Style.DOUBLE_QUOTED;
          case LITERAL, FOLDED -> WrittenText.Style.BLOCK;
          default -> WrittenText.Style.PLAIN;
        };
    return new Node.Scalar(
        place,
        event.getValue(),
        event.isPlain(),
        new WrittenText(lines, source.text(), start, end, style));
  }

  private Node mapping(Event start, int depth) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    List<Node.Entry> merged = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      Node key = node(event, depth + 1);
      Node value = node(events.next(), depth + 1);
      if (!(key instanceof Node.Scalar name)) {
        problems.accept(
            Problem.error(
                "MS-F006",
                "key: " + key.kind() + " (expected: a word)",
                key.place(),
                "write `name: value`; quote a value that begins with { or ["));
      } else if (name.plain() && name.text().equals("<<")) {
        merge(value, merged);
      } else if (entries.containsKey(name.text())) {
        problems.accept(twice(name, entries.get(name.text()).key().place()));
      } else {
        entries.put(name.text(), new Node.Entry(name, value));
      }
      event = events.next();
    }
    merged.forEach(entry -> entries.putIfAbsent(entry.key().text(), entry));
    return new Node.Mapping(collectionPlace(start, event), List.copyOf(entries.values()));
  }

  private void merge(Node value, List<Node.Entry> into) {
    switch (value) {
      case Node.Mapping mapping -> into.addAll(mapping.entries());
      case Node.Sequence list -> list.items().forEach(item -> merge(item, into));
      case Node.Scalar scalar ->
          problems.accept(
              Problem.error(
                  "MS-F006",
                  "<<: " + scalar.kind() + " (expected: a mapping)",
                  scalar.place(),
                  null));
    }
  }

  private static Problem twice(Node.Scalar name, Place first) {
    return new Problem(
        "MS-F002",
        Problem.Severity.ERROR,
        "key " + name.kind() + " is written twice",
        name.place(),
        List.of(new Problem.Related(first, "first written here")),
        null,
        null,
        "keep one of them");
  }

  private Node sequence(Event start, int depth) {
    List<Node> items = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      items.add(node(event, depth + 1));
      event = events.next();
    }
    return new Node.Sequence(collectionPlace(start, event), items);
  }

  private Place place(Event event) {
    int from = position(event.getStartMark().orElse(null), 0);
    return lines.place(from, position(event.getEndMark().orElse(null), from + 1));
  }

  private Place collectionPlace(Event start, Event end) {
    if (start instanceof CollectionStartEvent collection && collection.isFlow()) {
      int from = position(start.getStartMark().orElse(null), 0);
      return lines.place(from, position(end.getEndMark().orElse(null), from + 1));
    }
    return place(start);
  }

  private int position(@Nullable Mark mark, int absent) {
    return mark == null ? absent : lines.offset(mark.getIndex());
  }

  private static Problem problem(String message, Place place, @Nullable String fix) {
    return Problem.error("MS-F001", message, place, fix);
  }

  private static Problem syntaxError(String text, Lines lines, YamlEngineException e) {
    int at = 0;
    String message = "not YAML";
    String context = null;
    if (e instanceof MarkedYamlEngineException marked) {
      Optional<Mark> mark = marked.getProblemMark().or(marked::getContextMark);
      at = mark.map(each -> lines.offset(each.getIndex())).orElse(0);
      message = marked.getProblem() == null ? message : oneLine(marked.getProblem());
      context = marked.getContext() == null ? null : oneLine(marked.getContext());
    } else if (e instanceof ReaderException reader) {
      at = lines.offset(Math.max(0, reader.getPosition()));
      message = "character U+%04X is not allowed in YAML".formatted(reader.getCodePoint());
    }
    boolean tab = at < text.length() && text.charAt(at) == '\t';
    return new Problem(
        "MS-F001",
        Problem.Severity.ERROR,
        message,
        lines.place(at, at + 1),
        List.of(),
        null,
        context,
        tab
            ? "indent with spaces; YAML allows no tabs there"
            : "check the indentation, and quote a value that holds { } [ ] or a colon with a space");
  }

  private static String oneLine(String text) {
    return text.replace('\n', ' ').replace('\r', ' ').strip();
  }

  private static final class TooMuchException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String what;
    private final transient Place place;

    private TooMuchException(String what, Place place) {
      super(what, null, false, false);
      this.what = what;
      this.place = place;
    }
  }
}
