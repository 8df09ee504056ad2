package dev.mainstay.design.yaml;

import dev.mainstay.design.SourceText;
import dev.mainstay.kernel.Lines;
import dev.mainstay.kernel.Place;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * A text's documents with the position of everything in it, so that the text can be written anew
 * with what stands between: comments and blank lines. Only for texts that {@link Yaml} reads
 * without a problem. Positions count UTF-16 code units from the text's start.
 */
public final class Syntax {
  private final Lines lines;
  private final SourceText source;
  private final Iterator<Event> events;

  /** What stands from {@code start} to {@code end}. */
  public sealed interface Part {
    int start();

    int end();
  }

  /**
   * A single value.
   *
   * @param block written as indented lines under {@code |} or {@code >}
   * @param value that is meant
   */
  public record Text(int start, int end, boolean block, boolean plain, String value, Place place)
      implements Part {}

  /**
   * @param flow in braces
   */
  public record Map(int start, int end, boolean flow, List<Pair> pairs) implements Part {}

  /**
   * @param flow in brackets
   */
  public record Sequence(int start, int end, boolean flow, List<Part> items) implements Part {}

  /** A key with its value. */
  public record Pair(Text key, Part value) {}

  /**
   * @param from where what belongs to the document starts, comments included
   * @param marked whether {@code ---} stands there
   * @param body where what follows {@code ---} starts, else {@code from}
   * @param to where the next document starts
   */
  public record Document(int from, boolean marked, int body, int to, Part root) {}

  private Syntax(SourceText source) {
    this.source = source;
    this.lines = new Lines(source.file(), source.text());
    var settings = LoadSettings.builder().setLabel(source.file()).setUseMarks(true).build();
    this.events = new Parse(settings).parseString(source.text()).iterator();
  }

  public static List<Document> of(SourceText source) {
    return new Syntax(source).documents();
  }

  private record Begun(int mark, int body, boolean marked, Part root) {}

  private List<Document> documents() {
    List<Begun> begun = new ArrayList<>();
    int mark = 0;
    int body = 0;
    boolean marked = false;
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case DocumentStart -> {
          marked = ((DocumentStartEvent) event).isExplicit();
          body = marked ? end(event) : start(event);
          mark = marked ? body - "---".length() : body;
        }
        case Scalar, MappingStart, SequenceStart ->
            begun.add(new Begun(mark, body, marked, part(event)));
        default -> {}
      }
    }
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < begun.size(); i++) {
      Begun each = begun.get(i);
      boolean last = i + 1 == begun.size();
      documents.add(
          new Document(
              i == 0 ? 0 : each.mark(),
              each.marked(),
              each.marked() ? each.body() : i == 0 ? 0 : each.mark(),
              last ? source.text().length() : begun.get(i + 1).mark(),
              each.root()));
    }
    return documents;
  }

  private Part part(Event event) {
    if (event instanceof ScalarEvent scalar) {
      boolean block =
          scalar.getScalarStyle() == ScalarStyle.LITERAL
              || scalar.getScalarStyle() == ScalarStyle.FOLDED;
      int start = start(event);
      int end = Math.max(start, end(event));
      return new Text(
          start, end, block, scalar.isPlain(), scalar.getValue(), lines.place(start, end));
    }
    boolean flow = event instanceof CollectionStartEvent start && start.isFlow();
    int start = start(event);
    if (event.getEventId() == Event.ID.SequenceStart) {
      List<Part> items = new ArrayList<>();
      Event next = events.next();
      while (next.getEventId() != Event.ID.SequenceEnd) {
        items.add(part(next));
        next = events.next();
      }
      int end = flow ? end(next) : items.isEmpty() ? start : items.getLast().end();
      return new Sequence(start, end, flow, List.copyOf(items));
    }
    List<Pair> pairs = new ArrayList<>();
    Event next = events.next();
    while (next.getEventId() != Event.ID.MappingEnd) {
      Text key = (Text) part(next);
      pairs.add(new Pair(key, part(events.next())));
      next = events.next();
    }
    boolean braces = flow && source.text().startsWith("{", start);
    int last = pairs.isEmpty() ? start : pairs.getLast().value().end();
    return new Map(start, braces ? end(next) : last, flow, List.copyOf(pairs));
  }

  private int start(Event event) {
    return event.getStartMark().map(mark -> lines.offset(mark.getIndex())).orElse(0);
  }

  private int end(Event event) {
    return event.getEndMark().map(mark -> lines.offset(mark.getIndex())).orElse(0);
  }

  /** The column of the position, from 0. */
  public static int column(String text, int at) {
    int start = at;
    while (start > 0 && text.charAt(start - 1) != '\n' && text.charAt(start - 1) != '\r') {
      start--;
    }
    return at - start;
  }

  /** Null when the text has no {@code |} or {@code >} with an indentation of its own. */
  public static @Nullable Integer indentation(String header) {
    for (int i = 1; i < header.length() && !Character.isWhitespace(header.charAt(i)); i++) {
      if (Character.isDigit(header.charAt(i))) {
        return header.charAt(i) - '0';
      }
    }
    return null;
  }
}
