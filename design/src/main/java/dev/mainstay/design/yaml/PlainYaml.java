package dev.mainstay.design.yaml;

import dev.mainstay.kernel.Lines;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of YAML that designs are written in, several times as fast as a whole parser: block
 * mappings and lists; braces, brackets, words and quoted texts that end on their line; comments. It
 * gives up at everything else, and at everything that might be wrong, without saying why: then
 * {@link Yaml} reads the text from its start. What it gives is what the whole parser gives, places
 * included.
 */
final class PlainYaml {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_KEY = 100;

  private final Lines lines;
  private final String text;

  /** The text's, with a line break after it. */
  private final char[] characters;

  private final int length;

  /** Where the line starts that is to be read next, comments and empty lines left out. */
  private int line;

  /** The column of the first character on that line, from 0; -1 when the document ends before. */
  private int indent;

  /** The next character on the line that is being read. */
  private int at;

  private PlainYaml(Lines lines, String text) {
    this.lines = lines;
    this.text = text;
    length = text.length();
    characters = new char[length + 1];
    text.getChars(0, length, characters, 0);
    characters[length] = '\n';
  }

  /** The text's documents; absent when there is anything unusual in them. */
  static Optional<List<Node>> read(Lines lines, String text) {
    try {
      return Optional.of(new PlainYaml(lines, text).documents());
    } catch (GivesUp e) {
      return Optional.empty();
    }
  }

  private List<Node> documents() {
    refuseUnusualCharacters();
    List<Node> documents = new ArrayList<>();
    findLine(0);
    if (indent < 0 && line < length) {
      findLine(end(line));
    }
    while (true) {
      require(indent >= 0);
      documents.add(block(0));
      require(indent < 0);
      if (line == length) {
        return documents;
      }
      findLine(end(line));
    }
  }

  /** Those that stand for a line break, that must not be there, or that take two code units. */
  private void refuseUnusualCharacters() {
    for (char c : characters) {
      require((c >= ' ' && c < 0x7F) || c == '\n' || (c > 0xA0 && isUsual(c)));
    }
  }

  private static boolean isUsual(char c) {
    return (c < 0xD800 && c != '\u2028' && c != '\u2029') || (c >= 0xE000 && c < 0xFEFF);
  }

  private void findLine(int from) {
    int start = from;
    int first = spaces(start);
    while (first < length && (here(first) == '\n' || here(first) == '#')) {
      start = Math.min(end(first) + 1, length);
      first = spaces(start);
    }
    line = start;
    indent = first - start;
    if (first == length) {
      line = first;
      indent = -1;
    } else if (indent == 0 && (here(first) == '-' || here(first) == '.' || here(first) == '%')) {
      if (text.startsWith("---", first)) {
        require(spaces(first + 3) == end(first));
        indent = -1;
      } else {
        require(here(first) == '-');
      }
    }
  }

  /** What starts with this line. */
  private Node block(int depth) {
    require(depth < MAX_DEPTH);
    int start = line + indent;
    return isDash(start) ? sequence(depth) : mapping(start, depth);
  }

  /**
   * @param start of its first key, on this line
   */
  private Node.Mapping mapping(int start, int depth) {
    int column = start - line;
    List<Node.Entry> entries = new ArrayList<>();
    var seen = new Seen(entries);
    at = start;
    while (true) {
      Node.Scalar key = key(scalar(false), seen);
      require(here(at) == ':' && (here(at + 1) == ' ' || here(at + 1) == '\n'));
      at++;
      entries.add(new Node.Entry(key, value(column, depth)));
      if (indent < column) {
        return new Node.Mapping(lines.place(start, start), entries);
      }
      at = line + indent;
      require(indent == column && !isDash(at));
    }
  }

  private Node value(int column, int depth) {
    int afterColon = at;
    at = spaces(at);
    if (here(at) != '\n' && here(at) != '#') {
      return inline(column, depth);
    }
    findLine(end(at));
    if (indent > column) {
      return block(depth + 1);
    }
    return indent == column && isDash(line + indent)
        ? sequence(depth + 1)
        : new Node.Scalar(lines.place(afterColon, afterColon), "", true);
  }

  private Node.Sequence sequence(int depth) {
    require(depth < MAX_DEPTH);
    int column = indent;
    int start = line + indent;
    List<Node> items = new ArrayList<>();
    while (indent == column && isDash(line + indent)) {
      at = spaces(line + indent + 1);
      require(!isDash(at));
      items.add(isKey() ? mapping(at, depth + 1) : inline(column, depth));
    }
    require(indent <= column);
    return new Node.Sequence(lines.place(start, start), items);
  }

  /** Whether a key of a mapping stands here, and not a single value. */
  private boolean isKey() {
    int start = at;
    if (here(at) == '{' || here(at) == '[') {
      return false;
    }
    scalar(false);
    boolean key = here(at) == ':';
    at = start;
    return key;
  }

  /** A value that ends on this line; what could be its continuation must not follow. */
  private Node inline(int column, int depth) {
    Node value = here(at) == '{' || here(at) == '[' ? flow(depth + 1) : scalar(false);
    int rest = spaces(at);
    require(here(rest) == '\n' || (here(rest) == '#' && rest > at));
    findLine(end(rest));
    require(indent <= column);
    return value;
  }

  private Node flow(int depth) {
    require(depth < MAX_DEPTH);
    int start = at;
    boolean mapping = here(at) == '{';
    char close = mapping ? '}' : ']';
    List<Node.Entry> entries = new ArrayList<>();
    List<Node> items = new ArrayList<>();
    var seen = new Seen(entries);
    at = spaces(at + 1);
    while (here(at) != close) {
      if (mapping) {
        Node.Scalar key = key(scalar(true), seen);
        require(here(at) == ':' && here(at + 1) == ' ');
        at = spaces(at + 1);
        entries.add(new Node.Entry(key, flowValue(depth)));
      } else {
        items.add(flowValue(depth));
      }
      at = spaces(at);
      if (here(at) == ',') {
        at = spaces(at + 1);
        require(here(at) != close);
      } else {
        require(here(at) == close);
      }
    }
    at++;
    var place = lines.place(start, at);
    return mapping ? new Node.Mapping(place, entries) : new Node.Sequence(place, items);
  }

  private Node flowValue(int depth) {
    return here(at) == '{' || here(at) == '[' ? flow(depth + 1) : scalar(true);
  }

  private static Node.Scalar key(Node.Scalar key, Seen seen) {
    require(!key.isNothing() && key.text().length() < MAX_KEY && !seen.has(key.text()));
    return key;
  }

  private Node.Scalar scalar(boolean flow) {
    return switch (here(at)) {
      case '\'', '"' -> quoted();
      default -> plain(flow);
    };
  }

  private Node.Scalar quoted() {
    int start = at;
    char quote = here(start);
    int end = start + 1;
    while (here(end) != quote) {
      require(here(end) != '\n' && here(end) != '\\');
      end++;
    }
    at = end + 1;
    require(here(at) != quote);
    return new Node.Scalar(lines.place(start, at), text.substring(start + 1, end), false);
  }

  private Node.Scalar plain(boolean flow) {
    int start = at;
    require(mayStart(here(start)) || (here(start) == '-' && mayStart(here(start + 1))));
    int end = start;
    int next = start;
    while (isLetter(characters[next]) || !endsPlain(next, flow)) {
      end = characters[next] == ' ' ? end : next + 1;
      next++;
    }
    at = here(next) == ',' || here(next) == '}' || here(next) == ']' ? next : end;
    require(here(next) != ':' || next == end);
    return new Node.Scalar(lines.place(start, end), text.substring(start, end), true);
  }

  /** Whether a word cannot go on there; what is not clear is given up. */
  private boolean endsPlain(int next, boolean flow) {
    char c = here(next);
    char following = here(next + 1);
    if (c == '\n' || (c == '#' && here(next - 1) == ' ')) {
      require(!flow);
      return true;
    }
    if (c == ':' && (following == ' ' || following == '\n')) {
      return true;
    }
    if (!flow) {
      return false;
    }
    require(c != '[' && c != '{' && c != '?');
    require(c != ':' || ",[]{}".indexOf(following) < 0);
    return c == ',' || c == ']' || c == '}';
  }

  /** Of which nothing can be said but that the word goes on. */
  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ' ';
  }

  private static boolean mayStart(char c) {
    return Character.isLetterOrDigit(c) || "/.<_+($=~".indexOf(c) >= 0;
  }

  private boolean isDash(int position) {
    return here(position) == '-' && (here(position + 1) == ' ' || here(position + 1) == '\n');
  }

  /** The first position from there on without a space. */
  private int spaces(int from) {
    int position = from;
    while (position < length && characters[position] == ' ') {
      position++;
    }
    return position;
  }

  /** Where the line of that position ends. */
  private int end(int position) {
    int end = position;
    while (end < length && characters[end] != '\n') {
      end++;
    }
    return Math.min(end, length);
  }

  /** A line break at the text's end. */
  private char here(int position) {
    return position < length ? characters[position] : '\n';
  }

  /** The keys of a mapping so far; most have few. */
  private static final class Seen {
    private static final int FEW = 16;

    private final List<Node.Entry> entries;
    private @Nullable Set<String> keys;

    Seen(List<Node.Entry> entries) {
      this.entries = entries;
    }

    boolean has(String key) {
      if (entries.size() >= FEW) {
        return !keys().add(key);
      }
      int hash = key.hashCode();
      for (int i = 0; i < entries.size(); i++) {
        String before = entries.get(i).key().text();
        if (before.hashCode() == hash && before.equals(key)) {
          return true;
        }
      }
      return false;
    }

    private Set<String> keys() {
      Set<String> known = keys;
      if (known == null) {
        known = new HashSet<>();
        for (Node.Entry entry : entries) {
          known.add(entry.key().text());
        }
        keys = known;
      }
      return known;
    }
  }

  private static void require(boolean usual) {
    if (!usual) {
      throw new GivesUp();
    }
  }

  private static final class GivesUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private GivesUp() {
      super("not plain", null, false, false);
    }
  }
}
