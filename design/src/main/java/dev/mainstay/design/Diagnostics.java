package dev.mainstay.design;

import dev.mainstay.kernel.Lines;
import dev.mainstay.kernel.Parallel;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Prints problems like a good compiler: the place, the other places, the arithmetic, the fix. */
public final class Diagnostics {
  private static final String RED = "\u001b[1;31m";
  private static final String YELLOW = "\u001b[1;33m";
  private static final String BLUE = "\u001b[1;34m";
  private static final String BOLD = "\u001b[1m";
  private static final String RESET = "\u001b[0m";
  private static final int LEAST_WIDTH = 40;

  /** Below it no character takes two columns. */
  private static final int NARROW = 0x1100;

  /** Problems that are written by one processor at a time. */
  private static final int PART = 32;

  /** Problems whose text is in memory together. */
  private static final int WINDOW = 128 * PART;

  private final Map<String, SourceText> texts;
  private final Map<String, Lines> files = new HashMap<>();
  private final int width;
  private final boolean colour;
  private final StringBuilder out = new StringBuilder();
  private int gutter;

  private Diagnostics(List<SourceText> texts, int width, boolean colour) {
    this(byFile(texts), Math.max(LEAST_WIDTH, width), colour);
  }

  private Diagnostics(Map<String, SourceText> texts, int width, boolean colour) {
    this.texts = texts;
    this.width = width;
    this.colour = colour;
  }

  private static Map<String, SourceText> byFile(List<SourceText> texts) {
    Map<String, SourceText> files = new HashMap<>();
    texts.forEach(text -> files.putIfAbsent(text.file(), text));
    return files;
  }

  /**
   * What a check says: all problems and a line that counts them.
   *
   * @param withAccepted also the findings that a design accepts, with the reason, before the others
   * @param width of the screen in columns; longer notes are wrapped
   * @param colour with ANSI escapes
   */
  public static String render(
      DesignResult result, boolean withAccepted, int width, boolean colour) {
    var text = new StringBuilder();
    print(result, withAccepted, width, colour, text::append);
    return text.toString();
  }

  /** As {@link #render}, given away piece by piece: of a large company it is too much to keep. */
  public static void print(
      DesignResult result,
      boolean withAccepted,
      int width,
      boolean colour,
      Consumer<CharSequence> to) {
    var diagnostics = new Diagnostics(result.places().texts(), width, colour);
    if (withAccepted) {
      diagnostics.print(result.accepted(), Diagnostics::accepted, to);
    }
    diagnostics.print(result.problems(), Diagnostics::problem, to);
    diagnostics.summary(result.problems(), result.accepted().size());
    to.accept(diagnostics.out);
  }

  /** Told in parts, which are written on all processors; only some of them are in memory. */
  private <T> void print(List<T> all, BiConsumer<Diagnostics, T> each, Consumer<CharSequence> to) {
    for (List<T> window : parts(all, WINDOW)) {
      Parallel.map(parts(window, PART), part -> part(part, each)).forEach(to);
    }
  }

  private <T> String part(List<T> problems, BiConsumer<Diagnostics, T> each) {
    var part = new Diagnostics(texts, width, colour);
    problems.forEach(problem -> each.accept(part, problem));
    return part.out.toString();
  }

  private static <T> List<List<T>> parts(List<T> all, int size) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      parts.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return parts;
  }

  /**
   * All problems and a line that counts them.
   *
   * @param sources to quote from; a place in another file is named only
   * @param width of the screen in columns; longer notes are wrapped
   * @param colour with ANSI escapes
   */
  public static String render(List<Problem> problems, Sources sources, int width, boolean colour) {
    return render(problems, sources.texts(), width, colour);
  }

  static String render(List<Problem> problems, List<SourceText> texts, int width, boolean colour) {
    var diagnostics = new Diagnostics(texts, width, colour);
    problems.forEach(diagnostics::problem);
    diagnostics.summary(problems, 0);
    return diagnostics.out.toString();
  }

  private void problem(Problem problem) {
    boolean error = problem.isError();
    problem(problem, error ? "error" : "warning", error ? RED : YELLOW);
    out.append('\n');
  }

  private void accepted(AcceptedProblem accepted) {
    problem(accepted.problem(), "accepted", BLUE);
    Acceptance acceptance = accepted.acceptance();
    note("until " + acceptance.until() + ": ", acceptance.because());
    out.append('\n');
  }

  private void problem(Problem problem, String severity, String paint) {
    gutter = gutter(problem);
    out.append(painted(paint, severity + "[" + problem.code() + "]"))
        .append(painted(BOLD, ": " + printable(problem.message())))
        .append('\n');
    Place place = problem.place();
    if (place != null) {
      quote("--> ", place, "", '^', paint);
    }
    for (Problem.Related related : problem.related()) {
      quote("::: ", related.place(), " " + related.label(), '-', BLUE);
    }
    if (place != null) {
      line("|", "");
    }
    note("", problem.arithmetic());
    note("why: ", problem.why());
    note("fix: ", problem.fix());
  }

  private int gutter(Problem problem) {
    Place place = problem.place();
    int last = place == null ? 1 : place.line();
    for (Problem.Related related : problem.related()) {
      last = Math.max(last, related.place().line());
    }
    return String.valueOf(last).length();
  }

  private void quote(String arrow, Place place, String label, char mark, String paint) {
    spaces(gutter).append(painted(BLUE, arrow)).append(printable(place.toString())).append('\n');
    Lines lines = lines(place.file());
    if (lines == null || place.line() > lines.count()) {
      if (!label.isEmpty()) {
        line("|", label);
      }
      return;
    }
    String text = lines.line(place.line());
    line("|", "");
    String number = String.valueOf(place.line());
    out.append(painted(BLUE, " ".repeat(gutter - number.length()) + number + " |"))
        .append(text.isBlank() ? "" : " " + printable(text))
        .append('\n');
    int from = Math.min(place.column() - 1, text.length());
    int to = Math.min(from + place.length(), Math.max(text.length(), from + 1));
    int columns = Math.max(1, cells(text.substring(from, Math.min(to, text.length()))));
    spaces(gutter + 1).append(painted(BLUE, "|"));
    spaces(1 + cells(text.substring(0, from)))
        .append(painted(paint, String.valueOf(mark).repeat(columns) + printable(label)))
        .append('\n');
  }

  private @Nullable Lines lines(String file) {
    SourceText text = texts.get(file);
    return text == null ? null : files.computeIfAbsent(file, name -> new Lines(name, text.text()));
  }

  private void line(String bar, String rest) {
    spaces(gutter + 1).append(painted(BLUE, bar)).append(rest).append('\n');
  }

  private StringBuilder spaces(int count) {
    return out.repeat(' ', count);
  }

  private void note(String head, @Nullable String text) {
    if (text == null) {
      return;
    }
    int indent = gutter + 3 + head.length();
    spaces(gutter + 1).append(painted(BLUE, "=")).append(' ').append(painted(BOLD, head));
    wrapped(printable(text), indent, Math.max(LEAST_WIDTH / 2, width - indent));
  }

  /** The text in rows, broken at spaces; the first row goes on where the line is. */
  private void wrapped(String text, int indent, int room) {
    int row = 0;
    int from = 0;
    while (from <= text.length()) {
      int space = text.indexOf(' ', from);
      int end = space < 0 ? text.length() : space;
      if (row > 0 && row + 1 + end - from > room) {
        out.append('\n');
        spaces(indent);
        row = 0;
      }
      if (row > 0) {
        out.append(' ');
        row++;
      }
      out.append(text, from, end);
      row += end - from;
      from = end + 1;
    }
    out.append('\n');
  }

  private void summary(List<Problem> problems, int accepted) {
    long errors = problems.stream().filter(Problem::isError).count();
    long warnings = problems.size() - errors;
    List<String> parts = new ArrayList<>();
    if (problems.isEmpty()) {
      parts.add("no problems");
    }
    if (errors > 0) {
      parts.add(painted(RED, counted(errors, "error")));
    }
    if (warnings > 0) {
      parts.add(painted(YELLOW, counted(warnings, "warning")));
    }
    if (accepted > 0) {
      parts.add(accepted + " accepted");
    }
    out.append(String.join(", ", parts));
    long certain = problems.stream().filter(problem -> problem.edit() != null).count();
    if (certain > 0) {
      out.append("; --fix mends ").append(certain);
    }
    if (!problems.isEmpty()) {
      out.append("; more about a code: mainstay explain ").append(problems.getFirst().code());
    }
    out.append('\n');
  }

  private static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** Columns of a terminal that the text takes: East Asian wide characters and emoji take two. */
  private static int cells(String text) {
    int cells = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= NARROW) {
        return text.codePoints().map(point -> isWide(point) ? 2 : 1).sum();
      }
      cells++;
    }
    return cells;
  }

  private static boolean isWide(int c) {
    return (c >= 0x1100 && c <= 0x115F)
        || (c >= 0x2E80 && c <= 0xA4CF)
        || (c >= 0xAC00 && c <= 0xD7A3)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0xFF00 && c <= 0xFF60)
        || (c >= 0x1F300 && c <= 0x1FAFF);
  }

  /** Control characters from a file must not reach a terminal. */
  private static String printable(String text) {
    int first = 0;
    while (first < text.length() && !Character.isISOControl(text.charAt(first))) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? (c == '\t' ? ' ' : '\uFFFD') : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private String painted(String paint, String text) {
    return colour && !text.isEmpty() ? paint + text + RESET : text;
  }
}
