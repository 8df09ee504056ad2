package dev.mainstay.design.yaml;

import dev.mainstay.design.SourceText;
import dev.mainstay.kernel.Lines;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
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
 * YAML 1.2 text to nodes: designs strictly, without anchors, aliases and tags, and the field's own
 * files with them; duplicate keys are a problem in both. Built from the parser's events, because
 * composed nodes lose an alias's own place and keep duplicate keys.
 */
public final class Yaml {
  /** Of a design, in UTF-16 units; it is a page or two. */
  static final int MAX_SIZE = 1 << 20;

  /** Of a file of the field, which tools may have written. */
  static final int MAX_FOREIGN_SIZE = 16 << 20;

  static final int MAX_DEPTH = 32;

  private final Lines lines;
  private final Consumer<Problem> problems;
  private final Decorations decorations;
  private final Iterator<Event> events;

  private Yaml(
      Lines lines, Iterator<Event> events, Decorations decorations, Consumer<Problem> problems) {
    this.lines = lines;
    this.events = events;
    this.decorations = decorations;
    this.problems = problems;
  }

  /** A design's documents; after a syntax error, those before it. */
  public static List<Node> read(SourceText source, Consumer<Problem> problems) {
    return read(source, 0, problems);
  }

  /**
   * Those of a part of a file.
   *
   * @param before how many lines of the file come before the source
   */
  public static List<Node> read(SourceText source, int before, Consumer<Problem> problems) {
    var lines = new Lines(source.file(), source.text(), before);
    if (isTooLong(source, MAX_SIZE, "split it: one service per file", lines, problems)) {
      return List.of();
    }
    Optional<List<Node>> plain = PlainYaml.read(lines, source.text());
    return plain.isPresent() ? plain.get() : readWhole(source, lines, problems);
  }

  /** With the parser that knows all of YAML. */
  static List<Node> readWhole(SourceText source, Lines lines, Consumer<Problem> problems) {
    return readWhole(source, lines, new Decorations.Refused(problems), problems);
  }

  /**
   * The only document of a file of the field, in which aliases stand for what they name and {@code
   * <<} takes over the keys of another mapping. Absent when there is none, or when it is no YAML,
   * which is told.
   */
  public static Optional<Node> readForeign(SourceText source, Consumer<Problem> problems) {
    List<Node> documents = readAllForeign(source, problems);
    documents.stream()
        .skip(1)
        .forEach(more ->
            problems.accept(
                problem(
                    "a second document (expected: one in a file)",
                    more.place(),
                    "put it into a file of its own")));
    return documents.stream().findFirst();
  }

  /** All documents of such a file; after a syntax error, those before it. */
  public static List<Node> readAllForeign(SourceText source, Consumer<Problem> problems) {
    var lines = new Lines(source.file(), source.text());
    return isTooLong(source, MAX_FOREIGN_SIZE, "split it", lines, problems)
        ? List.of()
        : readWhole(source, lines, new Decorations.Resolved(problems), problems);
  }

  private static boolean isTooLong(
      SourceText source, int most, String fix, Lines lines, Consumer<Problem> problems) {
    int length = source.text().length();
    if (length > most) {
      problems.accept(
          problem(
              "file of %d characters (expected: at most %d)".formatted(length, most),
              lines.place(0, 1),
              fix));
    }
    return length > most;
  }

  private static List<Node> readWhole(
      SourceText source, Lines lines, Decorations decorations, Consumer<Problem> problems) {
    List<Node> documents = new ArrayList<>();
    try {
      var settings = LoadSettings.builder().setLabel(source.file()).setUseMarks(true).build();
      var events = new Parse(settings).parseString(source.text()).iterator();
      new Yaml(lines, events, decorations, problems).documents(documents);
    } catch (TooMuchException e) {
      problems.accept(problem(String.valueOf(e.getMessage()), e.place(), "flatten it"));
    } catch (YamlEngineException e) {
      problems.accept(syntaxError(source.text(), lines, e));
    }
    return documents;
  }

  private static Problem problem(String message, Place place, String fix) {
    return Problem.error("MS-F001", message, place, fix);
  }

  private void documents(List<Node> documents) {
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case Scalar, MappingStart, SequenceStart, Alias -> documents.add(node(event, 0));
        default -> {}
      }
    }
  }

  private Node node(Event event, int depth) {
    Place place = place(event);
    if (depth > MAX_DEPTH) {
      throw new TooMuchException("nested deeper than " + MAX_DEPTH + " levels", place);
    }
    if (event instanceof AliasEvent alias) {
      return decorations.alias(alias.getAlias().getValue(), place);
    }
    int begun = decorations.begun((NodeEvent) event, place);
    Node node =
        switch (event.getEventId()) {
          case MappingStart -> mapping(event, depth);
          case SequenceStart -> sequence(event, depth);
          default ->
              new Node.Scalar(
                  place, ((ScalarEvent) event).getValue(), ((ScalarEvent) event).isPlain());
        };
    decorations.read((NodeEvent) event, node, begun);
    return node;
  }

  private Node mapping(Event start, int depth) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    List<Node.Entry> merged = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      Node key = node(event, depth + 1);
      Node value = node(events.next(), depth + 1);
      if (!(key instanceof Node.Scalar name) || name.isNothing()) {
        problems.accept(
            Problem.error(
                "MS-F006",
                "key: " + key.kind() + " (expected: a word)",
                key.place(),
                "write `name: value`; quote a value that holds { } or [ ]"));
      } else if (!decorations.merges(name, value, merged)) {
        Node.Entry first = entries.putIfAbsent(name.text(), new Node.Entry(name, value));
        if (first != null) {
          problems.accept(twice(name, first.key().place()));
        }
      }
      event = events.next();
    }
    merged.forEach(entry -> entries.putIfAbsent(entry.key().text(), entry));
    return new Node.Mapping(collectionPlace(start, event), List.copyOf(entries.values()));
  }

  private static Problem twice(Node.Scalar name, Place first) {
    return new Problem(
        "MS-F002",
        Problem.Severity.ERROR,
        "key '" + oneLine(name.text()) + "' is written twice",
        name.place(),
        List.of(new Problem.Related(first, "first written here")),
        null,
        "one of the two values would be lost without a word",
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
    return place(event.getStartMark().orElse(null), event.getEndMark().orElse(null));
  }

  private Place collectionPlace(Event start, Event end) {
    boolean flow = start instanceof CollectionStartEvent collection && collection.isFlow();
    return flow
        ? place(start.getStartMark().orElse(null), end.getEndMark().orElse(null))
        : place(start);
  }

  private Place place(@Nullable Mark start, @Nullable Mark end) {
    int from = start == null ? 0 : lines.offset(start.getIndex());
    int to = end == null ? from + 1 : lines.offset(end.getIndex());
    return lines.place(from, to);
  }

  private static Problem syntaxError(String text, Lines lines, YamlEngineException e) {
    int at = 0;
    String message = "not YAML";
    String context = null;
    if (e instanceof MarkedYamlEngineException marked) {
      at =
          marked
              .getProblemMark()
              .or(marked::getContextMark)
              .map(mark -> lines.offset(mark.getIndex()))
              .orElse(0);
      message = marked.getProblem() == null ? message : oneLine(marked.getProblem());
      context = marked.getContext() == null ? null : oneLine(marked.getContext());
    } else if (e instanceof ReaderException reader) {
      at = lines.offset(Math.max(0, reader.getPosition()));
      message = "character U+%04X is not allowed in YAML".formatted(reader.getCodePoint());
    }
    return new Problem(
        "MS-F001",
        Problem.Severity.ERROR,
        message,
        lines.place(at, at + 1),
        List.of(),
        null,
        context,
        fixFor(text, at, message));
  }

  private static String oneLine(String text) {
    return text.replace('\n', ' ').replace('\r', ' ').strip();
  }

  private static String fixFor(String text, int at, String message) {
    if (at < text.length() && text.charAt(at) == '\t') {
      return "indent with spaces; YAML allows no tabs there";
    }
    if (message.contains("','") || message.contains("'{'") || message.contains("<block end>")) {
      return "check the indentation, and quote a value that holds { } [ ] or a colon with a space";
    }
    return "check the indentation and the quotes on this line and the one before";
  }
}
