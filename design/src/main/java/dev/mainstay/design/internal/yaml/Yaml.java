package dev.mainstay.design.internal.yaml;

import dev.mainstay.design.SourceText;
import dev.mainstay.kernel.Lines;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
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
 * YAML 1.2 text to nodes, strictly: no duplicate keys, anchors, aliases or tags. Built from the
 * parser's events, because composed nodes lose an alias's own place and keep duplicate keys.
 */
public final class Yaml {
  /** Of one file, in code points; a design is a page or two. */
  static final int MAX_SIZE = 1 << 20;

  static final int MAX_DEPTH = 32;

  private final Lines lines;
  private final Consumer<Problem> problems;
  private final Iterator<Event> events;

  private Yaml(Lines lines, Iterator<Event> events, Consumer<Problem> problems) {
    this.lines = lines;
    this.events = events;
    this.problems = problems;
  }

  /** The text's documents; after a syntax error, those before it. */
  public static List<Node> read(SourceText source, Consumer<Problem> problems) {
    var lines = new Lines(source.file(), source.text());
    if (source.text().length() > MAX_SIZE) {
      problems.accept(
          Problem.error(
              "MS-F001",
              "file of %d characters (expected: at most %d)"
                  .formatted(source.text().length(), MAX_SIZE),
              lines.place(0, 1),
              "split it: one service per file"));
      return List.of();
    }
    Optional<List<Node>> plain = PlainYaml.read(lines, source.text());
    return plain.isPresent() ? plain.get() : readWhole(source, lines, problems);
  }

  /** With the parser that knows all of YAML. */
  static List<Node> readWhole(SourceText source, Lines lines, Consumer<Problem> problems) {
    List<Node> documents = new ArrayList<>();
    try {
      var settings = LoadSettings.builder().setLabel(source.file()).setUseMarks(true).build();
      var events = new Parse(settings).parseString(source.text()).iterator();
      new Yaml(lines, events, problems).documents(documents);
    } catch (TooDeepException e) {
      problems.accept(
          Problem.error(
              "MS-F001", "nested deeper than " + MAX_DEPTH + " levels", e.place, "flatten it"));
    } catch (YamlEngineException e) {
      problems.accept(syntaxError(source.text(), lines, e));
    }
    return documents;
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
      throw new TooDeepException(place);
    }
    if (event instanceof AliasEvent alias) {
      problems.accept(
          Problem.error(
              "MS-F003",
              "alias *" + alias.getAlias() + " (expected: the value itself)",
              place,
              "write the value; shared parts live in the organisation file"));
      return new Node.Scalar(place, "", false);
    }
    refuseDecoration((NodeEvent) event, place);
    return switch (event.getEventId()) {
      case MappingStart -> mapping(event, depth);
      case SequenceStart -> sequence(event, depth);
      default ->
          new Node.Scalar(place, ((ScalarEvent) event).getValue(), ((ScalarEvent) event).isPlain());
    };
  }

  private Node mapping(Event start, int depth) {
    List<Node.Entry> entries = new ArrayList<>();
    Map<String, Place> seen = new HashMap<>();
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
      } else if (seen.containsKey(name.text())) {
        problems.accept(
            new Problem(
                "MS-F002",
                Problem.Severity.ERROR,
                "key '" + oneLine(name.text()) + "' is written twice",
                name.place(),
                List.of(new Problem.Related(seen.get(name.text()), "first written here")),
                null,
                "one of the two values would be lost without a word",
                "keep one of them"));
      } else {
        seen.put(name.text(), name.place());
        entries.add(new Node.Entry(name, value));
      }
      event = events.next();
    }
    return new Node.Mapping(collectionPlace(start, event), entries);
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

  private void refuseDecoration(NodeEvent event, Place place) {
    event
        .getAnchor()
        .ifPresent(anchor ->
            problems.accept(
                Problem.error(
                    "MS-F003",
                    "anchor &" + anchor + " (expected: a plain value)",
                    place,
                    "remove it; shared parts live in the organisation file")));
    Optional<String> tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag();
          case CollectionStartEvent collection -> collection.getTag();
          default -> Optional.empty();
        };
    tag.ifPresent(name ->
        problems.accept(
            Problem.error(
                "MS-F003", "tag " + name + " (expected: a plain value)", place, "remove the tag")));
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

  private static final class TooDeepException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Place place;

    private TooDeepException(Place place) {
      super("nested too deep", null, false, false);
      this.place = place;
    }
  }
}
