package dev.mainstay.design.internal.format;

import dev.mainstay.design.internal.format.Entry.Aside;
import dev.mainstay.design.internal.format.Entry.Block;
import dev.mainstay.design.internal.format.Entry.Note;
import dev.mainstay.design.internal.format.Entry.Several;
import dev.mainstay.design.internal.format.Entry.Words;
import dev.mainstay.design.yaml.Syntax;
import dev.mainstay.design.yaml.Syntax.Part;
import dev.mainstay.design.yaml.Syntax.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A document's entries with the comments that belong to them. Between two values stand only
 * indicators, blanks and comments. A comment belongs to the line that it ends; else to the entry
 * that follows it; or, when it stands further right than that one, to the end of the block before.
 * What is in braces over several lines becomes a block.
 */
final class Arranging {
  private final String text;
  private final Function<Text, String> spelling;
  private final List<Block> closed = new ArrayList<>();
  private @Nullable Entry last;
  private int at;

  /** What stands between two values; {@code blank}: whether a blank line ends it. */
  private record Gap(@Nullable Aside aside, List<Note> notes, boolean blank) {}

  /**
   * @param spelling how a value on one line is to be written
   */
  Arranging(String text, Function<Text, String> spelling) {
    this.text = text;
    this.spelling = spelling;
  }

  /** The comments from one position to another, where no value stands. */
  List<Note> notes(int from, int to) {
    at = from;
    last = null;
    return gap(to).notes();
  }

  /** The entries of a document whose root is a mapping. */
  Block arrange(Syntax.Document document) {
    at = document.body();
    last = null;
    closed.clear();
    Block root = block(document.root());
    var end = new Entry();
    lead(end, document.to(), -1);
    root.tail.addAll(end.before);
    return root;
  }

  private Block block(Part part) {
    var block =
        new Block(
            part instanceof Syntax.Sequence,
            Syntax.column(text, isFlow(part) ? leaf(part) : part.start()));
    if (part instanceof Syntax.Map map) {
      for (Syntax.Pair pair : map.pairs()) {
        var entry = new Entry();
        lead(entry, pair.key().start(), block.column);
        entry.key = key(pair.key());
        entry.name = pair.key().value();
        at = pair.key().end();
        last = entry;
        value(entry, pair.value(), block);
        block.entries.add(entry);
      }
    } else if (part instanceof Syntax.Sequence list) {
      for (Part item : list.items()) {
        var entry = new Entry();
        int start = leaf(item);
        lead(entry, start, block.column);
        at = start;
        last = entry;
        value(entry, item, block);
        block.entries.add(entry);
      }
    }
    closed.add(block);
    return block;
  }

  private void value(Entry entry, Part part, Block in) {
    if (part instanceof Text value) {
      between(entry, value.start());
      at = value.block() ? endOfBlock(value) : value.end();
      entry.value = value.block() ? lines(value, in.column) : words(value);
    } else if (isOnOneLine(part) || isEmpty(part)) {
      between(entry, part.start());
      at = isOnOneLine(part) ? part.end() : part.start() + 1;
      entry.value = new Words(flow(part));
    } else {
      entry.value = block(part);
    }
  }

  /** Comments between a key and its value move to the key. */
  private void between(Entry entry, int to) {
    Gap gap = gap(to);
    aside(gap);
    entry.before.addAll(gap.notes());
  }

  private void lead(Entry entry, int to, int column) {
    Gap gap = gap(to);
    aside(gap);
    List<Block> deeper = closed.stream().filter(block -> block.column > column).toList();
    int level = 0;
    for (Note note : gap.notes()) {
      while (level < deeper.size() && deeper.get(level).column > note.column()) {
        level++;
      }
      (level < deeper.size() ? deeper.get(level).tail : entry.before).add(note);
    }
    closed.clear();
    entry.blank = gap.blank();
  }

  private void aside(Gap gap) {
    Aside aside = gap.aside();
    Entry to = last;
    if (aside == null || to == null) {
      return;
    }
    if (to.aside != null) {
      to.before.add(new Note(to.aside.text(), to.aside.column(), false));
    }
    to.aside = aside;
  }

  private Gap gap(int to) {
    Aside aside = null;
    List<Note> notes = new ArrayList<>();
    boolean sameLine = last != null;
    boolean onlySpaces = false;
    boolean blank = false;
    for (int i = at; i < to; i++) {
      char c = text.charAt(i);
      if (c == '#') {
        int end = endOfLine(i);
        String comment = text.substring(i, end).stripTrailing();
        int column = Syntax.column(text, i);
        if (sameLine) {
          aside = new Aside(comment, column);
        } else {
          notes.add(new Note(comment, column, blank));
        }
        blank = false;
        onlySpaces = false;
        i = end - 1;
      } else if (c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1))) {
        blank |= onlySpaces;
        onlySpaces = true;
        sameLine = false;
      } else if (!Character.isWhitespace(c)) {
        onlySpaces = false;
      }
    }
    return new Gap(aside, List.copyOf(notes), blank);
  }

  private String key(Text key) {
    String written = text.substring(key.start(), key.end());
    return isOneLine(written) ? written : quoted(key.value());
  }

  private Entry.Value words(Text value) {
    String written = text.substring(value.start(), value.end());
    if (isOneLine(written)) {
      return new Words(spelling.apply(value));
    }
    return new Several(written.lines().map(line -> line.replaceFirst("^[ \t]+", "")).toList());
  }

  /** The lines under {@code |} or {@code >}; an indentation of their own becomes two spaces. */
  private Several lines(Text value, int column) {
    List<String> written =
        List.of(text.substring(value.start(), endOfBlock(value)).split("\r\n|\n|\r", -1));
    String header = written.getFirst().stripTrailing();
    Integer own = Syntax.indentation(header);
    int indent =
        own != null
            ? column + own
            : written.stream()
                .skip(1)
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(line -> line.length() - line.stripLeading().length())
                .orElse(0);
    List<String> lines = new ArrayList<>();
    lines.add(own == null ? header : header.replaceFirst("[0-9]", "2"));
    written.stream()
        .skip(1)
        .map(line -> line.substring(Math.min(line.length(), indent)))
        .forEach(lines::add);
    return new Several(List.copyOf(lines));
  }

  /** Without the blank lines that follow, unless they are meant. */
  private int endOfBlock(Text value) {
    String header = text.substring(value.start(), endOfLine(value.start()));
    boolean keep = header.split("[ \t]", 2)[0].contains("+");
    int end = value.end();
    while (end > value.start() && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
      if (keep && text.charAt(end) == '\n') {
        break;
      }
    }
    return end;
  }

  private String flow(Part part) {
    return switch (part) {
      case Text value -> spelling.apply(value);
      case Syntax.Map map when map.pairs().isEmpty() -> "{}";
      case Syntax.Map map ->
          "{ "
              + String.join(
                  ", ",
                  map.pairs().stream()
                      .map(pair -> key(pair.key()) + ": " + flow(pair.value()))
                      .toList())
              + " }";
      case Syntax.Sequence list -> {
        List<String> items = list.items().stream().map(this::flow).toList();
        yield "[" + String.join(", ", items) + "]";
      }
    };
  }

  /** Where the first value or key in it starts. */
  private static int leaf(Part part) {
    return switch (part) {
      case Syntax.Map map when !map.pairs().isEmpty() -> map.pairs().getFirst().key().start();
      case Syntax.Sequence list when !list.items().isEmpty() -> leaf(list.items().getFirst());
      default -> part.start();
    };
  }

  private static boolean isFlow(Part part) {
    return switch (part) {
      case Syntax.Map map -> map.flow();
      case Syntax.Sequence list -> list.flow();
      case Text ignored -> false;
    };
  }

  private static boolean isEmpty(Part part) {
    return switch (part) {
      case Syntax.Map map -> map.pairs().isEmpty();
      case Syntax.Sequence list -> list.items().isEmpty();
      case Text ignored -> false;
    };
  }

  private boolean isOnOneLine(Part part) {
    return isFlow(part) && isOneLine(text.substring(part.start(), part.end()));
  }

  private static boolean isOneLine(String written) {
    return written.indexOf('\n') < 0 && written.indexOf('\r') < 0;
  }

  private int endOfLine(int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private static String quoted(String value) {
    return '"'
        + value
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
        + '"';
  }
}
